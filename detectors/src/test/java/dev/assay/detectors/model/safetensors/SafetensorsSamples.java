package dev.assay.detectors.model.safetensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Makes safetensors files, good and bad. */
public final class SafetensorsSamples {
    private SafetensorsSamples() {}

    /** A header as it stands, and so many bytes of data. */
    public static byte[] file(String header, int dataBytes) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }

    /** One tensor's entry. */
    public static String tensor(String name, String dtype, String shape, String begin, String end) {
        return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":[" + shape + "],\"data_offsets\":[" + begin
                + "," + end + "]}";
    }

    public static String tensor(String name, String dtype, String shape, int begin, int end) {
        return tensor(name, dtype, shape, "" + begin, "" + end);
    }

    /** By file name. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new TreeMap<>();
        String two = tensor("a", "F32", "2,2", 0, 16) + "," + tensor("b", "U8", "3", 16, 19);
        all.put("two.safetensors", file("{" + two + "}   ", 19));
        all.put("metadata.safetensors", file("{\"__metadata__\":{\"format\":\"pt\"}," + two + "}", 19));
        all.put("trailing.safetensors", file("{" + two + "}", 30));
        all.put("overlap.safetensors", file("{" + two + "," + tensor("c", "U8", "5", 14, 19) + "}", 19));
        all.put("large.safetensors", file("{" + tensor("a", "U8", "200000", 0, 200_000) + "}", 200_000));
        all.put("large-trailing.safetensors", file("{" + tensor("a", "U8", "200000", 0, 200_000) + "}", 200_009));
        all.put("broken.safetensors", file("{" + two + ",}", 19));
        return all;
    }
}
