package dev.assay.detectors.archive.deflate64;

import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;

/** A code of words of up to 15 bits (RFC 1951, 3.2.2): short ones by a table, longer ones bit by bit. */
final class PrefixCode {
    private static final int MOST_BITS = 15;
    private static final int TABLE_BITS = 9;
    private final short[] table = new short[1 << TABLE_BITS]; // symbol << 4 | length, 0 for longer words
    private final int[] counts = new int[MOST_BITS + 1]; // of words of each length
    private final short[] symbols; // by the order of their words

    /** @param lengths of the symbols' words from {@code from} up to {@code to}; 0 for those that do not occur */
    PrefixCode(byte[] lengths, int from, int to, long offsetBytes) throws MalformedException {
        for (int i = from; i < to; i++) {
            counts[lengths[i]]++;
        }
        counts[0] = 0;
        int[] words = new int[MOST_BITS + 1];
        int[] places = new int[MOST_BITS + 1];
        int left = 1;
        for (int length = 1; length <= MOST_BITS; length++) {
            left = (left << 1) - counts[length];
            MalformedException.check(left >= 0, offsetBytes, "a deflate64 code has more words than there can be");
            words[length] = words[length - 1] + counts[length - 1] << 1;
            places[length] = places[length - 1] + counts[length - 1];
        }
        symbols = new short[to - from];
        for (int i = from; i < to; i++) {
            if (lengths[i] != 0) {
                symbols[places[lengths[i]]++] = (short) (i - from);
                enter(words[lengths[i]]++, lengths[i], i - from);
            }
        }
    }

    /** Words stand in the data with their first bit lowest. */
    private void enter(int word, int length, int symbol) {
        if (length > TABLE_BITS) {
            return;
        }
        int reversed = Integer.reverse(word) >>> 32 - length;
        for (int i = reversed; i < table.length; i += 1 << length) {
            table[i] = (short) (symbol << 4 | length);
        }
    }

    int next(ForwardBits bits) throws IOException {
        int entry = table[bits.peek(TABLE_BITS)];
        if (entry != 0) {
            bits.skip(entry & 15);
            return entry >> 4;
        }
        int word = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length <= MOST_BITS; length++) {
            word |= bits.bits(1);
            if (word - counts[length] < first) {
                return symbols[index + word - first];
            }
            index += counts[length];
            first = first + counts[length] << 1;
            word <<= 1;
        }
        throw new MalformedException(bits.position(), "a word of no deflate64 code");
    }
}
