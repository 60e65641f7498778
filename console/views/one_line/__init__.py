"""The one-line diagram: symbols, conductors and the view that holds them."""
