//! One test binary: the grammar over every scheme, the layout of the sources, the program as a user runs it.

mod grammar;
mod tidy;
