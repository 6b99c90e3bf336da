package dev.assay.detectors.archive.lzma;

/**
 * Where the targets of branches were made absolute so that they compress better, this makes them relative again
 * (LZMA SDK, Bra.c; XZ file format, 5.3.2). One for each kind of machine; holds what one stream of data needs.
 */
public abstract class Branches {
    /** Filters what it can of {@code code[0]} up to {@code end}; returns how much that is, nearly all. */
    abstract int undo(byte[] code, int end, long position);

    public static Branches x86(int start) {
        return new X86(start);
    }

    public static Branches powerPc(int start) {
        return new Words(4) {
            @Override
            void word(byte[] a, int i, int place) {
                if ((a[i] & 0xfc) == 0x48 && (a[i + 3] & 3) == 1) {
                    int target = big(a, i) & 0x03ff_fffc;
                    putBig(a, i, 0x4800_0001 | target - (start + place) & 0x03ff_fffc);
                }
            }
        }.from(start);
    }

    public static Branches arm(int start) {
        return new Words(4) {
            @Override
            void word(byte[] a, int i, int place) {
                if ((a[i + 3] & 0xff) == 0xeb) {
                    int target = (little(a, i) & 0x00ff_ffff) << 2;
                    int relative = target - (start + place + 8) >>> 2;
                    putLittle(a, i, 0xeb00_0000 | relative & 0x00ff_ffff);
                }
            }
        }.from(start);
    }

    public static Branches armThumb(int start) {
        return new ArmThumb(start);
    }

    public static Branches arm64(int start) {
        return new Words(4) {
            @Override
            void word(byte[] a, int i, int place) {
                int word = little(a, i);
                int here = start + place;
                if (word >>> 26 == 0x25) {
                    putLittle(a, i, 0x9400_0000 | word - (here >>> 2) & 0x03ff_ffff);
                } else if ((word & 0x9f00_0000) == 0x9000_0000) {
                    int source = word >>> 29 & 3 | word >>> 3 & 0x001f_fffc;
                    if ((source + 0x0002_0000 & 0x001c_0000) == 0) {
                        int target = source - (here >>> 12);
                        putLittle(
                                a,
                                i,
                                word & 0x9000_001f
                                        | (target & 3) << 29
                                        | (target & 0x0003_fffc) << 3
                                        | -(target & 0x0002_0000) & 0x00e0_0000);
                    }
                }
            }
        }.from(start);
    }

    public static Branches sparc(int start) {
        return new Words(4) {
            @Override
            void word(byte[] a, int i, int place) {
                boolean near = a[i] == 0x40 && (a[i + 1] & 0xc0) == 0;
                boolean back = a[i] == 0x7f && (a[i + 1] & 0xc0) == 0xc0;
                if (near || back) {
                    int relative = (big(a, i) << 2) - (start + place) >>> 2;
                    putBig(a, i, -(relative >>> 22 & 1) << 22 & 0x3fff_ffff | relative & 0x003f_ffff | 0x4000_0000);
                }
            }
        }.from(start);
    }

    /** Instructions of one size, each by itself. */
    private abstract static class Words extends Branches {
        private final int size;
        int start;

        Words(int size) {
            this.size = size;
        }

        Words from(int first) {
            start = first;
            return this;
        }

        abstract void word(byte[] code, int at, int place);

        @Override
        int undo(byte[] code, int end, long position) {
            int at = 0;
            for (; at + size <= end; at += size) {
                word(code, at, (int) position + at);
            }
            return at;
        }
    }

    private static final class ArmThumb extends Branches {
        private final int start;

        ArmThumb(int start) {
            this.start = start;
        }

        @Override
        int undo(byte[] a, int end, long position) {
            int i = 0;
            for (; i + 4 <= end; i += 2) {
                if ((a[i + 1] & 0xf8) == 0xf0 && (a[i + 3] & 0xf8) == 0xf8) {
                    int target = (a[i + 1] & 7) << 19 | (a[i] & 0xff) << 11 | (a[i + 3] & 7) << 8 | a[i + 2] & 0xff;
                    int relative = (target << 1) - (start + (int) position + i + 4) >>> 1;
                    a[i + 1] = (byte) (0xf0 | relative >>> 19 & 7);
                    a[i] = (byte) (relative >>> 11);
                    a[i + 3] = (byte) (0xf8 | relative >>> 8 & 7);
                    a[i + 2] = (byte) relative;
                    i += 2;
                }
            }
            return i;
        }
    }

    /** Calls and jumps of five bytes, told from other bytes by their neighbours. */
    private static final class X86 extends Branches {
        private static final boolean[] ALLOWED = {true, true, true, false, true, false, false, false};
        private static final int[] BITS = {0, 1, 2, 2, 3, 3, 3, 3};

        private final int start;
        private int mask;

        X86(int start) {
            this.start = start;
        }

        private static boolean isSign(byte top) {
            return top == 0 || top == -1;
        }

        @Override
        int undo(byte[] a, int end, long position) {
            int last = -1; // where the last opcode was
            int i = 0;
            for (; i + 5 <= end; i++) {
                if ((a[i] & 0xfe) != 0xe8) {
                    continue;
                }
                int since = i - last;
                mask = (since & ~3) != 0 ? 0 : mask << since - 1 & 7;
                if (mask != 0 && (!ALLOWED[mask] || isSign(a[i + 4 - BITS[mask]]))) {
                    last = i;
                    mask = mask << 1 | 1;
                    continue;
                }
                last = i;
                if (!isSign(a[i + 4])) {
                    mask = mask << 1 | 1;
                    continue;
                }
                relate(a, i, (int) position);
                i += 4;
            }
            int since = i - last;
            mask = (since & ~3) != 0 ? 0 : mask << since - 1;
            return i;
        }

        private void relate(byte[] a, int i, int position) {
            int target = little(a, i + 1);
            int relative;
            while (true) {
                relative = target - (start + position + i + 5);
                if (mask == 0) {
                    break;
                }
                int shift = BITS[mask] * 8;
                if (!isSign((byte) (relative >>> 24 - shift))) {
                    break;
                }
                target = relative ^ (1 << 32 - shift) - 1;
            }
            putLittle(a, i + 1, relative << 7 >> 7);
        }
    }

    private static int little(byte[] a, int i) {
        return a[i] & 0xff | (a[i + 1] & 0xff) << 8 | (a[i + 2] & 0xff) << 16 | a[i + 3] << 24;
    }

    private static int big(byte[] a, int i) {
        return Integer.reverseBytes(little(a, i));
    }

    private static void putLittle(byte[] a, int i, int value) {
        a[i] = (byte) value;
        a[i + 1] = (byte) (value >>> 8);
        a[i + 2] = (byte) (value >>> 16);
        a[i + 3] = (byte) (value >>> 24);
    }

    private static void putBig(byte[] a, int i, int value) {
        putLittle(a, i, Integer.reverseBytes(value));
    }
}
