"""Questions from files and pasted text: `reading` understands them, `plan` sets them against what is stored, `actions` stores."""
