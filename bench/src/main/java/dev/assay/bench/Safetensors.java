package dev.assay.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A safetensors file: 8 bytes of header size, a JSON header padded to 8 bytes, and the tensors without a hole. */
final class Safetensors {
    private Safetensors() {}

    /** Writes {@code tensors} square float tensors with {@code side} rows. */
    static void write(OutputStream out, int tensors, int side, long seed) throws IOException {
        int tensorBytes = side * side * Float.BYTES;
        StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        for (int i = 0; i < tensors; i++) {
            long begin = (long) i * tensorBytes;
            header.append(",\"model.layers.").append(i).append(".weight\":{\"dtype\":\"F32\",\"shape\":[");
            header.append(side).append(',').append(side).append("],\"data_offsets\":[");
            header.append(begin).append(',').append(begin + tensorBytes).append("]}");
        }
        header.append('}');
        header.repeat(' ', -header.length() & 7);
        byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
        out.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .array());
        out.write(text);
        for (int i = 0; i < tensors; i++) {
            Weights.write(out, tensorBytes, seed + i);
        }
    }
}
