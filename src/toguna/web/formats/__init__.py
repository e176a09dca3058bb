"""How dates are written and read where Django's own way is not the country's, by language."""
