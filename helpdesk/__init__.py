"""The citizen help site: settings, addresses and the apps below it. Imported by nothing but Django."""
