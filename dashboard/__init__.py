"""What people touch: the Streamlit page and the `basing` command."""
