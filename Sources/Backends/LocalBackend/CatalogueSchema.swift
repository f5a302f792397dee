/// The tables. A change is a new version and a migration, never an edit.
enum CatalogueSchema {
    static let version1 = """
        CREATE TABLE image (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            name TEXT,
            status TEXT NOT NULL,
            visibility TEXT NOT NULL,
            protected INTEGER NOT NULL,
            hidden INTEGER NOT NULL,
            disk_format TEXT,
            container_format TEXT,
            min_disk INTEGER NOT NULL,
            min_ram INTEGER NOT NULL,
            size INTEGER,
            virtual_size INTEGER,
            checksum TEXT,
            hash_algorithm TEXT,
            hash_value TEXT,
            owner TEXT,
            created_at INTEGER NOT NULL,  -- microseconds since 1970
            updated_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX image_name ON image (name);
        CREATE INDEX image_created ON image (created_at, id);

        CREATE TABLE property (
            image INTEGER NOT NULL REFERENCES image (key) ON DELETE CASCADE,
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (image, name)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX property_value ON property (name, value);

        CREATE TABLE tag (
            image INTEGER NOT NULL REFERENCES image (key) ON DELETE CASCADE,
            name TEXT NOT NULL,
            PRIMARY KEY (image, name)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX tag_name ON tag (name);
        """

    /// What a record that was deleted is marked with. The row stays, so that its ID is never used again.
    static let deleted = "deleted"
}
