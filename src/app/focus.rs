//! Taking the keyboard where nobody hands it out.
//!
//! On X11 a window gets the keyboard from the window manager. Where there is
//! none (a kiosk, a bare server, a test) the window would never hear a key;
//! there it takes the focus itself.

/// Takes the X11 input focus if no window manager runs. Does nothing anywhere
/// else, and when anything about it fails: the window works without, by pointer.
#[cfg(target_os = "linux")]
pub fn take_without_window_manager(frame: &eframe::Frame) {
    use raw_window_handle::{HasWindowHandle, RawWindowHandle};
    let window = match frame.window_handle().map(|h| h.as_raw()) {
        Ok(RawWindowHandle::Xlib(handle)) => u32::try_from(handle.window).ok(),
        Ok(RawWindowHandle::Xcb(handle)) => Some(handle.window.get()),
        _ => None,
    };
    if let Some(window) = window {
        let _ = take(window);
    }
}

#[cfg(not(target_os = "linux"))]
pub fn take_without_window_manager(_frame: &eframe::Frame) {}

#[cfg(target_os = "linux")]
fn take(window: u32) -> Result<(), Box<dyn std::error::Error>> {
    use x11rb::connection::Connection;
    use x11rb::protocol::xproto::{AtomEnum, ConnectionExt, InputFocus};
    let (connection, screen) = x11rb::connect(None)?;
    let root = connection.setup().roots[screen].root;
    // Every window manager since 2000 announces itself by this property (EWMH).
    let name = connection
        .intern_atom(false, b"_NET_SUPPORTING_WM_CHECK")?
        .reply()?
        .atom;
    let managed = connection
        .get_property(false, root, name, AtomEnum::WINDOW, 0, 1)?
        .reply()?;
    if managed.value_len == 0 {
        connection
            .set_input_focus(InputFocus::POINTER_ROOT, window, x11rb::CURRENT_TIME)?
            .check()?;
    }
    Ok(())
}
