"""What people look at: Qt windows, item models and plots. The only package that imports Qt."""
