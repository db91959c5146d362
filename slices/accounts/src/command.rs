//! `parvis account` and `parvis device`: what is done from a shell, first of all the first administrator.
