"""Reports that look across quizzes and surveys, and what their pages show."""
