package dev.assay.detectors.model.hdf5;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnsupportedException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the messages of one object, versions 1 and 2 (specification, IV.A.1), through all of its continuations. */
final class ObjectHeader {
    /** Beyond what any object has: attributes beyond a few lie elsewhere. */
    private static final int MOST_MESSAGES = 65_536;

    private static final int MOST_BLOCKS = 4_096;

    private static final int TIMES = 0x20;
    private static final int PHASES = 0x10;
    private static final int ORDERED = 0x04;

    /** A run of messages. */
    private record Block(long at, long size) {}

    private final Pages in;
    private final Superblock file;
    private final List<Message> messages = new ArrayList<>();
    private final ArrayDeque<Block> blocks = new ArrayDeque<>();
    private final Set<Long> seen = new HashSet<>();
    private boolean second;
    private boolean ordered;

    private ObjectHeader(Pages in, Superblock file) {
        this.in = in;
        this.file = file;
    }

    /** @param at counted from the start of the file */
    static List<Message> read(Pages in, Superblock file, long at) throws IOException {
        ObjectHeader header = new ObjectHeader(in, file);
        if (in.has(at, "OHDR")) {
            header.beginSecond(at);
        } else {
            header.beginFirst(at);
        }
        while (!header.blocks.isEmpty()) {
            header.block(header.blocks.poll());
        }
        return header.messages;
    }

    private void beginFirst(long at) throws IOException {
        MalformedException.check(in.u8(at) == 1, at, "there is no object where one must be");
        blocks.add(new Block(at + 16, in.u32(at + 8)));
    }

    private void beginSecond(long at) throws IOException {
        if (in.u8(at + 4) != 2) {
            throw new UnsupportedException(at + 4, "has an object header of an unknown version");
        }
        second = true;
        int flags = in.u8(at + 5);
        ordered = (flags & ORDERED) != 0;
        long next = at + 6 + ((flags & TIMES) != 0 ? 16 : 0) + ((flags & PHASES) != 0 ? 4 : 0);
        int width = 1 << (flags & 3);
        blocks.add(new Block(next + width, in.number(next, width)));
    }

    private void block(Block block) throws IOException {
        in.require(block.at(), block.size());
        MalformedException.check(seen.add(block.at()), block.at(), "an object's header goes round in a circle");
        MalformedException.check(seen.size() <= MOST_BLOCKS, block.at(), "an object's header lies in too many pieces");
        int prefix = second ? ordered ? 6 : 4 : 8;
        long at = block.at();
        long end = block.at() + block.size();
        while (end - at >= prefix) {
            int type = second ? in.u8(at) : in.u16(at);
            int size = in.u16(at + (second ? 1 : 2));
            int flags = in.u8(at + (second ? 3 : 4));
            Message message = new Message(type, at + prefix, size, (flags & 2) != 0);
            in.unfold(prefix + size);
            MalformedException.check(message.end() <= end, at, "a message is longer than its object's header");
            take(message);
            at = message.end();
        }
    }

    private void take(Message message) throws IOException {
        if (message.type() == Message.CONTINUATION) {
            MalformedException.check(
                    message.size() >= file.offsetBytes() + file.lengthBytes(), message.at(), "a message is cut short");
            long at = file.base() + in.number(message.at(), file.offsetBytes());
            long size = in.number(message.at() + file.offsetBytes(), file.lengthBytes());
            if (second) {
                in.signature(at, "OCHK", "continuation of an object's header");
                at += 4;
                size -= 8; // signature and checksum
            }
            blocks.add(new Block(at, size));
            return;
        }
        MalformedException.check(
                messages.size() < MOST_MESSAGES, message.at(), "an object has more messages than any honest one");
        messages.add(message);
    }
}
