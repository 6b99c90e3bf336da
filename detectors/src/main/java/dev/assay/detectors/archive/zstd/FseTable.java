package dev.assay.detectors.archive.zstd;

import dev.assay.engine.bytes.MalformedException;

/**
 * A table of finite state entropy (RFC 8878, 4.1.1): for each state its {@link #symbol}, how many {@link #bits} lead to the
 * next one, and the {@link #base} to which they are added. All three in one number, since each step looks at them together.
 */
final class FseTable {
    private static final int LEAST_LOG = 5;

    final int log;
    final int[] states;

    private FseTable(int log) {
        this.log = log;
        this.states = new int[1 << log];
    }

    static int symbol(int state) {
        return state & 0xff;
    }

    static int bits(int state) {
        return state >> 8 & 0xff;
    }

    static int base(int state) {
        return state >> 16;
    }

    /** With one symbol and no bits. */
    static FseTable of(int symbol) {
        FseTable table = new FseTable(0);
        table.states[0] = symbol;
        return table;
    }

    /** @param shares of the symbols: their sum, with 1 for each -1, is {@code 1 << log} */
    static FseTable of(int log, int... shares) {
        FseTable table = new FseTable(log);
        int size = 1 << log;
        int high = size;
        int[] next = new int[shares.length];
        for (int symbol = 0; symbol < shares.length; symbol++) {
            next[symbol] = Math.max(shares[symbol], 1);
            if (shares[symbol] < 0) {
                table.states[--high] = symbol;
            }
        }
        int step = (size >> 1) + (size >> 3) + 3;
        int place = 0;
        for (int symbol = 0; symbol < shares.length; symbol++) {
            for (int i = 0; i < shares[symbol]; i++) {
                table.states[place] = symbol;
                do {
                    place = place + step & size - 1;
                } while (place >= high);
            }
        }
        for (int state = 0; state < size; state++) {
            int value = next[table.states[state]]++;
            int width = log - (31 - Integer.numberOfLeadingZeros(value));
            table.states[state] |= width << 8 | (value << width) - size << 16;
        }
        return table;
    }

    /** Reads the shares of a table (RFC 8878, 4.1.1) and moves the cursor behind them. */
    static FseTable read(Section in, int mostLog, int mostSymbols) throws MalformedException {
        int log = in.forward(4) + LEAST_LOG;
        in.check(log <= mostLog, "an FSE table is larger than it may be");
        int[] shares = new int[mostSymbols];
        int n = 0;
        int left = (1 << log) + 1;
        while (left > 1) {
            in.check(n < mostSymbols, "an FSE table has more symbols than there are");
            int width = 32 - Integer.numberOfLeadingZeros(left);
            int low = in.forward(width - 1);
            int most = (1 << width) - 1 - left; // how many values do with one bit less
            int value = low;
            if (low >= most) {
                value = low | in.forward(1) << width - 1;
                if (value >= 1 << width - 1) {
                    value -= most;
                }
            }
            int share = value - 1;
            left -= Math.abs(share);
            in.check(left >= 1, "the shares of an FSE table are more than the whole");
            shares[n++] = share;
            if (share == 0) {
                int more;
                do {
                    more = in.forward(2);
                    n += more;
                    in.check(n <= mostSymbols, "an FSE table has more symbols than there are");
                } while (more == 3);
            }
        }
        in.endForward();
        return of(log, java.util.Arrays.copyOf(shares, n));
    }
}
