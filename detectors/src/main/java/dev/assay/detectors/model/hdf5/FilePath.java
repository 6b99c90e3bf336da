package dev.assay.detectors.model.hdf5;

import dev.assay.engine.text.Parts;

/** The name of another file, as an HDF5 file has it: the library opens it as it stands, and beside the file itself. */
final class FilePath {
    private FilePath() {}

    /** Whether it leads out of the file's folder, on any system. */
    static boolean escapes(String path) {
        String plain = path.replace('\\', '/');
        boolean drive = plain.length() > 1 && plain.charAt(1) == ':' && Character.isLetter(plain.charAt(0));
        return plain.startsWith("/")
                || drive
                || plain.contains("://")
                || Parts.of(plain, '/').contains("..");
    }
}
