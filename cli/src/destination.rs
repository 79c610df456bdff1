//! Destination: where the data goes, standard output or a file that appears whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::messages::Stop;

/// Where the data goes.
#[derive(Debug)]
pub(crate) enum Destination {
    /// Standard output.
    Stdout,
    /// A file that is replaced when all is written.
    File(PathBuf),
    /// Something that cannot be replaced, such as `/dev/null` or a named pipe.
    Device(PathBuf),
}

impl Destination {
    /// The file that was asked for, or standard output; what cannot work is found before the work.
    pub(crate) fn new(output: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = output.filter(|path| *path != Path::new("-")) else { return Ok(Self::Stdout) };
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => {
                let hint = "name a file in it";
                Err(Stop::new(format_args!("{} is a directory", path.display()), hint).into())
            }
            // A link is followed, so that the file behind it is replaced and not the link.
            Ok(found) if found.is_file() => Ok(Self::File(fs::canonicalize(path)?)),
            Ok(_) => Ok(Self::Device(path.to_owned())),
            Err(_) if directory(path).is_dir() => Ok(Self::File(path.to_owned())),
            Err(_) => {
                let hint = "make the directory first, or name another";
                let what = format!("{}: there is no directory {}", path.display(), directory(path).display());
                Err(Stop::new(what, hint).into())
            }
        }
    }

    /// The file that is to be replaced.
    pub(crate) fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Stdout | Self::Device(_) => None,
        }
    }

    /// Whether a person reads it as it is written.
    pub(crate) fn is_terminal(&self) -> bool {
        matches!(self, Self::Stdout) && io::stdout().is_terminal()
    }

    /// The columns of the terminal; `None` where lines may be of any length.
    pub(crate) fn width(&self) -> Option<usize> {
        if !self.is_terminal() {
            return None;
        }
        let (terminal_size::Width(width), _) = terminal_size::terminal_size()?;
        Some(usize::from(width)).filter(|&width| width > 0)
    }

    /// Whether colour is wanted there.
    pub(crate) fn is_colored(&self) -> bool {
        match anstream::ColorChoice::global() {
            anstream::ColorChoice::Auto if matches!(self, Self::Stdout) => {
                anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
            }
            choice => matches!(choice, anstream::ColorChoice::Always | anstream::ColorChoice::AlwaysAnsi),
        }
    }

    /// Writes the data; a file is put in place only when all of it is written.
    pub(crate) fn write(self, data: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>) -> anyhow::Result<()> {
        match self {
            Self::Stdout => buffered(io::stdout().lock(), data).map(drop),
            Self::Device(path) => {
                let device = File::options().write(true).open(&path);
                buffered(device.with_context(|| cannot_write(&path))?, data).map(drop)
            }
            Self::File(path) => {
                let temporary = beside(&path).with_context(|| cannot_write(&path))?;
                let temporary = buffered(temporary, data)?;
                temporary.as_file().sync_all().with_context(|| cannot_write(&path))?;
                temporary.persist(&path).with_context(|| cannot_write(&path))?;
                Ok(())
            }
        }
    }
}

fn cannot_write(path: &Path) -> String {
    format!("cannot write {}", path.display())
}

fn buffered<W: Write>(to: W, data: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>) -> anyhow::Result<W> {
    let mut to = BufWriter::with_capacity(1 << 16, to);
    data(&mut to)?;
    Ok(to.into_inner().map_err(io::IntoInnerError::into_error)?)
}

/// The directory in which a file stands.
fn directory(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file beside the one to be replaced, in the same file system, with the rights that it is to have.
fn beside(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".ricalco-");
    // What any new file gets, less the system's mask; a temporary file would be its owner's alone.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(directory(path))?;
    if let Ok(replaced) = fs::metadata(path) {
        file.as_file().set_permissions(replaced.permissions())?;
    }
    Ok(file)
}
