//! Database files as their users see them, on disks that break and on ones that do not.

mod backup;
mod bytes;
mod disk;
mod faults;
mod group;
mod history;
mod work;
