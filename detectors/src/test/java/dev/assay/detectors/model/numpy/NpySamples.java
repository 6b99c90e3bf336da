package dev.assay.detectors.model.numpy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Makes npy files, good and bad. */
public final class NpySamples {
    private NpySamples() {}

    /** A version 1.0 file with this header, padded as NumPy pads it. */
    public static byte[] npy(String header, byte[] data) {
        return npy(1, header, data);
    }

    public static byte[] npy(int version, String header, byte[] data) {
        byte[] text = header.getBytes(version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        int prefix = version == 1 ? 10 : 12;
        int length = (prefix + text.length + 1 + 63) / 64 * 64 - prefix;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1));
        out.write(version);
        out.write(0);
        for (int i = 0; i < (version == 1 ? 2 : 4); i++) {
            out.write(length >>> 8 * i);
        }
        out.writeBytes(text);
        out.writeBytes(" ".repeat(length - text.length - 1).getBytes(StandardCharsets.ISO_8859_1));
        out.write('\n');
        out.writeBytes(data);
        return out.toByteArray();
    }

    /** A header with NumPy's three keys. */
    public static String header(String descr, String shape) {
        return "{'descr': " + descr + ", 'fortran_order': False, 'shape': " + shape + ", }";
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** By file name. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new TreeMap<>();
        all.put("floats.npy", npy(header("'<f8'", "(2, 3)"), new byte[48]));
        all.put("scalar.npy", npy(header("'<i8'", "()"), new byte[8]));
        all.put("fields.npy", npy(2, header("[('a', '<f4', (3,)), ('b', '|S5'), ('', '|V3')]", "(2,)"), new byte[40]));
        all.put("names.npy", npy(3, header("[('gr\u00f6\u00dfe', '<f4')]", "(2,)"), new byte[8]));
        all.put("objects.npy", npy(header("'|O'", "(1,)"), new byte[] {(byte) 0x80, 4, ']', 'N', 'a', '.'}));
        all.put("two.npy", join(all.get("floats.npy"), all.get("scalar.npy")));
        all.put("trailing.npy", join(all.get("floats.npy"), new byte[] {1, 2, 3}));
        all.put("large.npy", npy(header("'<f8'", "(25000,)"), new byte[200_000]));
        all.put("large-trailing.npy", join(all.get("large.npy"), "some more".getBytes(StandardCharsets.US_ASCII)));
        return all;
    }
}
