"""Draws benchmark pages with their truth: they are made anew when needed, never kept."""
