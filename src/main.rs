//! The `dramatis` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    dramatis::cli::main()
}
