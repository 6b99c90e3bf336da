package dev.assay.app.cli;

import dev.assay.app.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The file behind {@code --files-from}: a target a line, or, if there is a NUL in it, each ended by NUL. Read once, since
 * standard input and pipes give their bytes once, and both the search for settings and the scan ask for it.
 */
final class TargetList {
    private static final int MOST_BYTES = 256 << 20;

    private final Map<String, List<String>> read = new HashMap<>();

    List<String> read(String file, Context context) {
        return read.computeIfAbsent(file, name -> readOnce(name, context));
    }

    private static List<String> readOnce(String file, Context context) {
        try (InputStream in = file.equals("-")
                ? context.in()
                : Files.newInputStream(context.folder().resolve(file))) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new ConfigException("--files-from: larger than " + MOST_BYTES + " bytes");
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            List<String> targets = new ArrayList<>();
            if (text.indexOf('\0') >= 0) {
                addParts(text, '\0', targets);
            } else {
                addParts(text.replace("\r\n", "\n"), '\n', targets);
            }
            return List.copyOf(targets);
        } catch (IOException e) {
            throw new ConfigException("--files-from " + file + ": cannot be read: " + e.getMessage());
        }
    }

    private static void addParts(String text, char end, List<String> into) {
        for (int from = 0; from < text.length(); ) {
            int to = text.indexOf(end, from);
            to = to < 0 ? text.length() : to;
            if (to > from) {
                into.add(text.substring(from, to));
            }
            from = to + 1;
        }
    }
}
