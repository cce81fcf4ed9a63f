#[cfg(CONFIG_FAST)]
fn path() {}
