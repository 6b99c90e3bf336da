package dev.assay.detectors.crypto.keys;

import dev.assay.engine.bytes.MalformedException;
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

    private PuttyReading() {}

    static void read(Window at, int index, Spot spot) {
        List<String> lines = Parts.of(
                KeyPass.text(at, index, MOST_BYTES, "PuTTY-User-Key-File-").replace("\\n", "\n"), '\n');
        Map<String, String> fields = new TreeMap<>();
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < Math.min(lines.size(), MOST_LINES); i++) {
            String line = lines.get(i).strip();
            int colon = line.indexOf(": ");
            if (colon < 0) {
                continue;
            }
            String name = line.substring(0, colon);
            fields.putIfAbsent(name, line.substring(colon + 2));
            if (name.equals("Public-Lines")) {
                for (i++; i < lines.size() && lines.get(i).indexOf(':') < 0; i++) {
                    key.append(lines.get(i).strip());
                }
                i--;
            }
        }
        try {
            read(fields, Base64.getDecoder().decode(key.toString()), spot.as("putty"));
        } catch (IllegalArgumentException | MalformedException e) {
            // an example of what they look like
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
