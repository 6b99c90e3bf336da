package dev.assay.detectors.model.hdf5;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.ForwardSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The elements of any length that a dataset refers to, one after the other: each by itself, or all of them as lines. Belongs
 * to one thread.
 */
final class HeapTexts extends ForwardSource {
    private final Pages in;
    private final Superblock file;
    private final ByteSource references;
    private final Budget budget;
    private final ByteBuffer reference;
    private long at;
    private long from;
    private long left;
    private boolean inLine;

    HeapTexts(Pages in, Superblock file, ByteSource references, Budget budget) {
        super(UNKNOWN);
        this.in = in;
        this.file = file;
        this.references = references;
        this.budget = budget;
        this.reference = ByteBuffer.wrap(new byte[8 + file.offsetBytes()]);
    }

    /** Where the next element lies, empty ones included; null at the end. */
    GlobalHeap.@Nullable Extent nextExtent() throws IOException {
        reference.clear();
        while (reference.hasRemaining()) {
            int n = references.read(at, reference);
            if (n < 0) {
                return null;
            }
            at += n;
        }
        budget.spendWork(1);
        long length = number(0, 4);
        long collection = number(4, file.offsetBytes());
        if (length == 0 || collection == 0 || file.isUndefined(collection)) {
            return new GlobalHeap.Extent(0, 0);
        }
        GlobalHeap.Extent found = GlobalHeap.find(in, file, collection, number(4 + file.offsetBytes(), 4));
        return new GlobalHeap.Extent(found.at(), Math.min(length, found.size()));
    }

    private long number(int index, int bytes) {
        long value = 0;
        for (int i = index + bytes - 1; i >= index; i--) {
            value = value << Byte.SIZE | reference.get(i) & 0xff;
        }
        return value;
    }

    @Override
    protected int next(ByteBuffer into) throws IOException {
        int before = into.position();
        while (into.hasRemaining()) {
            if (left > 0) {
                into.put((byte) in.u8(from++));
                left--;
            } else if (inLine) {
                into.put((byte) '\n');
                inLine = false;
            } else {
                GlobalHeap.Extent text = nextExtent();
                if (text == null) {
                    break;
                }
                from = text.at();
                left = text.size();
                inLine = true;
            }
        }
        int n = into.position() - before;
        in.unfold(n);
        return n == 0 && into.hasRemaining() ? -1 : n;
    }
}
