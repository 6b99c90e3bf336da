package dev.assay.connectors.git;

import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;

/** An object as changes of another one (gitformat-pack, "Deltified representation"). */
final class Delta {
    private Delta() {}

    static byte[] apply(byte[] base, byte[] delta, int mostBytes) throws IOException {
        Numbers in = new Numbers(delta, 0);
        MalformedException.check(in.size() == base.length, 0, "a change of an object of another size");
        long size = in.size();
        if (size > mostBytes) {
            throw new TooLargeException(0);
        }
        byte[] out = new byte[(int) size];
        int length = 0;
        while (in.hasNext()) {
            int command = in.next();
            MalformedException.check(command != 0, in.position(), "a change that is reserved");
            if ((command & 0x80) == 0) {
                MalformedException.check(command <= out.length - length, in.position(), "a change beyond the end");
                System.arraycopy(in.bytes(command), 0, out, length, command);
                length += command;
                continue;
            }
            long from = number(in, command, 4);
            long n = number(in, command >> 4, 3);
            n = n == 0 ? 0x10000 : n;
            MalformedException.check(
                    from + n <= base.length && n <= out.length - length, in.position(), "a change beyond the end");
            System.arraycopy(base, (int) from, out, length, (int) n);
            length += (int) n;
        }
        MalformedException.check(length == out.length, in.position(), "a change that breaks off");
        return out;
    }

    /** The bytes that are there, the lowest first. */
    private static long number(Numbers in, int bits, int most) throws IOException {
        long number = 0;
        for (int i = 0; i < most; i++) {
            if ((bits & 1 << i) != 0) {
                number |= (long) in.next() << 8 * i;
            }
        }
        return number;
    }
}
