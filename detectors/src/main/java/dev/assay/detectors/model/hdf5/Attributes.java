package dev.assay.detectors.model.hdf5;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnsupportedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads attributes (specification, IV.A.2.m) that are one text or one run of bytes; all others are numbers. */
final class Attributes {
    /** A text that an attribute holds. */
    record Text(String name, long at, long size) {}

    private static final int SHARED_TYPE = 1;

    /** Zeros that fill a text up; more are left to whoever reads it. */
    private static final int MOST_PADDING_BYTES = 65_536;

    private final Pages in;
    private final Superblock file;
    private final Budget budget;
    private final List<Text> texts = new ArrayList<>();

    private Attributes(Pages in, Superblock file, Budget budget) {
        this.in = in;
        this.file = file;
        this.budget = budget;
    }

    /** Those of one object, in its header and in its heap. */
    static List<Text> of(Pages in, Superblock file, Budget budget, List<Message> messages) throws IOException {
        Attributes attributes = new Attributes(in, file, budget);
        for (Message message : messages) {
            if (message.type() == Message.ATTRIBUTE) {
                if (message.shared()) {
                    throw new UnsupportedException(message.at(), "shares its attributes, which is not read");
                }
                attributes.attribute(message.at(), message.end());
            } else if (message.type() == Message.ATTRIBUTE_INFO) {
                attributes.dense(message.at());
            }
        }
        return attributes.texts;
    }

    private void dense(long info) throws IOException {
        long addresses = info + 2 + ((in.u8(info + 1) & 1) != 0 ? 2 : 0);
        long heapAt = in.number(addresses, file.offsetBytes());
        long tree = in.number(addresses + file.offsetBytes(), file.offsetBytes());
        if (file.isUndefined(heapAt) || file.isUndefined(tree)) {
            return;
        }
        FractalHeap heap = new FractalHeap(in, file, file.base() + heapAt);
        BTree2.visit(in, file, budget, file.base() + tree, record -> {
            FractalHeap.Extent attribute = heap.find(record);
            attribute(attribute.at(), attribute.at() + attribute.size());
        });
    }

    private void attribute(long at, long end) throws IOException {
        int version = in.u8(at);
        MalformedException.check(version >= 1 && version <= 3, at, "an attribute has an unknown version");
        long padding = version == 1 ? 7 : 0;
        int nameBytes = in.u16(at + 2);
        int typeBytes = in.u16(at + 4);
        int spaceBytes = in.u16(at + 6);
        long nameAt = at + (version == 3 ? 9 : 8);
        long typeAt = nameAt + (nameBytes + padding & ~padding);
        long spaceAt = typeAt + (typeBytes + padding & ~padding);
        long data = spaceAt + (spaceBytes + padding & ~padding);
        MalformedException.check(data <= end, at, "an attribute is cut short");
        boolean sharedType = version > 1 && (in.u8(at + 1) & SHARED_TYPE) != 0;
        Datatype type = sharedType ? Datatype.shared(in, file, typeAt) : Datatype.read(in, typeAt);
        if (type == null || spaceBytes == 0 || Dataspace.count(in, file, spaceAt) != 1) {
            return;
        }
        String name = in.text(nameAt, nameBytes);
        if (type.isVariableText()) {
            variable(name, data, end);
        } else if (type.isBytes()) {
            MalformedException.check(type.size() <= end - data, at, "an attribute is cut short");
            texts.add(new Text(name, data, withoutPadding(data, type.size())));
        }
    }

    private void variable(String name, long data, long end) throws IOException {
        MalformedException.check(end - data >= 8 + file.offsetBytes(), data, "an attribute is cut short");
        long length = in.u32(data);
        if (length > 0) {
            GlobalHeap.Extent text = GlobalHeap.find(in, file, data + 4);
            texts.add(new Text(name, text.at(), Math.min(length, text.size())));
        }
    }

    private long withoutPadding(long at, long size) throws IOException {
        in.require(at, size);
        long left = size;
        while (left > Math.max(size - MOST_PADDING_BYTES, 0) && in.u8(at + left - 1) == 0) {
            left--;
        }
        return left;
    }
}
