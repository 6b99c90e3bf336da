package dev.assay.connectors.local;

import dev.assay.engine.report.Location;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** File names as they stand in locations: {@code !}, {@code #}, {@code %} and bytes that are not UTF-8 are escaped. */
final class Names {
    private static final char REPLACEMENT = '\uFFFD';

    private Names() {}

    static String of(Path path) {
        Path last = path.getFileName();
        String name = last == null ? "" : last.toString();
        return name.indexOf(REPLACEMENT) < 0 ? Location.escape(name) : Location.escape(bytes(path));
    }

    /** A name's own bytes, which Java shows in a URI only. */
    private static byte[] bytes(Path path) {
        String uri = path.toUri().getRawPath();
        String name = uri.substring(uri.lastIndexOf('/', uri.length() - 2) + 1);
        ByteBuffer bytes = ByteBuffer.allocate(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '%') {
                bytes.put((byte) Integer.parseInt(name.substring(i + 1, i + 3), 16));
                i += 2;
            } else if (c != '/') {
                bytes.put((byte) c);
            }
        }
        byte[] all = new byte[bytes.position()];
        bytes.flip().get(all);
        return all;
    }
}
