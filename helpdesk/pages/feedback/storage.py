"""The storage called `inbox`: a folder in which a file is either whole and safe from a power cut, or not there."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

from helpdesk.editions.files import sync_folder, write_whole


class DurableStorage(FileSystemStorage):
    """Saving returns once file and folder are on disk. The folder is `location`, or `inbox` where the site writes."""

    def __init__(self, location: Any = None, **options: Any) -> None:
        super().__init__(location=location, allow_overwrite=True, **options)

    @property
    def base_location(self) -> Path:  # type: ignore[override]
        """The folder, looked up each time: tests move the place where the site writes."""
        return Path(self._location or Path(settings.VAR_DIR) / "inbox")

    @property
    def location(self) -> str:  # type: ignore[override]
        """The folder as an absolute path."""
        return str(self.base_location.absolute())

    def _save(self, name: str, content: "File[Any]") -> str:
        """Writes a draft beside the file, makes it durable and renames it. An OSError leaves nothing behind."""
        path = Path(self.path(name))
        made = [folder for folder in path.parents if not folder.exists()]
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content.read())
        for folder in made:
            sync_folder(folder.parent)
        return name
