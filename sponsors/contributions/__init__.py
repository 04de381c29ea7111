"""Contributions of readers, and the updates on what came of them. Donors are no funders: no agreement knows of them."""
