//! The facts of a unit's 反馈通知书: its own figures, its place in the field, what it lacks; worded by the template.

pub mod model;
