package dev.assay.detectors.model.pickle;

import dev.assay.engine.bytes.ByteReader;
import java.io.IOException;

/**
 * The raw numbers between the pickles of the members {@code storages} and {@code tensors} of torch's first format, a tar
 * ({@code torch/serialization.py}, {@code legacy_load}). Each pickle is a tuple whose last item is a class: behind that of
 * a storage there are a count and as many elements, behind that of a tensor its dimensions, sizes, strides and offset. What
 * follows is loaded as the next pickle, so whatever lies there counts.
 */
final class TorchTar {
    private static final int FIELDS = 3;
    private static final int WORD_BYTES = 8;

    private TorchTar() {}

    /** Moves behind the numbers if the last pickle tells of some and they are there; else stays. Whether it moved. */
    static boolean skip(Session session) throws IOException {
        ByteReader in = session.in;
        long at = in.position();
        String type = type(session);
        if (type.isEmpty() || !session.source.seekable() || in.request(WORD_BYTES) < WORD_BYTES) {
            return false;
        }
        long size = type.endsWith("Storage") ? storage(in.i64le(), type) : tensor(in.i32le());
        boolean fits = size >= 0 && size <= session.source.sizeBytes() - at;
        in.seek(fits ? at + size : at);
        session.opaqueBytes += fits ? size : 0;
        return fits;
    }

    /** The class of torch that is the last of three items, or nothing. */
    private static String type(Session session) {
        int result = session.result;
        if (Tag.kind(result) != Tag.TUPLE || session.ring.size(result) != FIELDS) {
            return "";
        }
        int last = session.ring.item(result, FIELDS - 1);
        if (Tag.kind(last) != Tag.GLOBAL) {
            return "";
        }
        Callables.Row row = session.callables.row(Tag.payload(last));
        boolean torch = row.module.equals("torch") || row.module.equals("torch.cuda");
        return torch && (row.name.endsWith("Storage") || row.name.endsWith("Tensor")) ? row.name : "";
    }

    private static long storage(long count, String type) {
        int elementBytes = switch (type.substring(0, type.length() - "Storage".length())) {
            case "Double", "Long", "ComplexFloat" -> 8;
            case "Float", "Int" -> 4;
            case "Half", "Short", "BFloat16" -> 2;
            default -> 1;
        };
        return count < 0 || count > Integer.MAX_VALUE * 64L ? -1 : WORD_BYTES + count * elementBytes;
    }

    /** Four bytes more than the count of dimensions has, then two words for each, and the offset. */
    private static long tensor(int dimensions) {
        return dimensions < 0 ? -1 : 2L * WORD_BYTES + 2L * WORD_BYTES * dimensions;
    }
}
