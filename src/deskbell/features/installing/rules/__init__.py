"""What a page and its policy say of the widget. Pure."""
