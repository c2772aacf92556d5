"""Other ways to hold a conversation, each as its documentation begins, asking what Quicksilver asks for a letter."""
