package dev.assay.detectors.crypto.keys;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Window;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A key file of PuTTY's: lines with names, and the public part in base 64 in front of the other. */
final class PuttyReading {
    private static final int MOST_BYTES = 4096;
    private static final int MOST_LINES = 100;

    /** Less than a type and some of a key is an example. */
    private static final int LEAST = 24;

    private PuttyReading() {}

    static void read(Window at, int index, Spot spot) {
        String text = KeyPass.text(at, index, MOST_BYTES, "PuTTY-User-Key-File-");
        List<String> lines = Parts.of(text.replace("\\n", "\n"), '\n');
        Map<String, String> fields = new TreeMap<>();
        StringBuilder key = new StringBuilder();
        boolean isCut = false;
        boolean isElided = text.contains("..");
        for (int i = 0; i < Math.min(lines.size(), MOST_LINES); i++) {
            String line = lines.get(i).strip();
            int colon = line.indexOf(": ");
            if (colon < 0) {
                continue;
            }
            String name = line.substring(0, colon);
            fields.putIfAbsent(name, line.substring(colon + 2));
            if (name.equals("Public-Lines") || name.equals("Private-Lines")) {
                int first = i + 1;
                for (i++; i < lines.size() && lines.get(i).indexOf(':') < 0; i++) {
                    key.append(name.equals("Public-Lines") ? lines.get(i).strip() : "");
                }
                isCut |= filled(lines.subList(first, i)) < number(line.substring(colon + 2));
                i--;
            }
        }
        isCut |= !fields.containsKey("Private-Lines")
                || !fields.containsKey("Private-MAC") && !fields.containsKey("Private-Hash");
        if (isCut && !isElided && key.length() >= LEAST && text.length() < MOST_BYTES) {
            spot.as("putty").gap(GapKind.MALFORMED, "a key of PuTTY's that is cut off");
        }
        try {
            read(fields, Base64.getDecoder().decode(key.toString()), spot.as("putty"));
        } catch (IllegalArgumentException | MalformedException e) {
            // an example of what they look like, or cut off
        }
    }

    private static int filled(List<String> lines) {
        return (int) lines.stream().filter(line -> !line.isBlank()).count();
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static void read(Map<String, String> fields, byte[] key, Spot spot) throws MalformedException {
        Cursor blob = new Cursor(key, 0, key.length);
        String type = blob.name();
        Traits traits = SshReading.publicKey(type, blob);
        String encryption = fields.getOrDefault("Encryption", "none");
        boolean encrypted = !encryption.equals("none");
        traits.put(KeyReading.PART, KeyReading.PRIVATE).put(KeyReading.ENCRYPTED, encrypted);
        if (encrypted) {
            traits.put("cipher", encryption.equals("aes256-cbc") ? "AES-256-CBC" : encryption);
            String kdf = fields.get("Key-Derivation");
            if (kdf == null) { // of version 2 and before: two of SHA-1
                traits.put("kdf", "PuTTY").put("hash", "SHA-1").put("iterations", 1);
            } else {
                traits.put("kdf", kdf).put("iterations", fields.getOrDefault("Argon2-Passes", "?"));
                traits.put("memoryKiB", fields.getOrDefault("Argon2-Memory", "?"));
                traits.put("parallelism", fields.getOrDefault("Argon2-Parallelism", "?"));
            }
        }
        spot.key("PuTTY " + type.toLowerCase(Locale.ROOT), traits);
    }
}
