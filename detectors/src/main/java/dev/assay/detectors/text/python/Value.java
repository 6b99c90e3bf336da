package dev.assay.detectors.text.python;

import java.util.List;

/** What is known of an expression's value. Each says by {@link Taint}s what it was made of. */
sealed interface Value {
    Value UNKNOWN = new Other(0);

    /** {@link Taint}s, as bits. */
    int taints();

    /** What it takes to make something of all of it. */
    long sizeBytes();

    record Text(String text, int taints) implements Value {
        @Override
        public long sizeBytes() {
            return text.length();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never changed, never compared
    record Bytes(byte[] bytes, int taints) implements Value {
        @Override
        public long sizeBytes() {
            return bytes.length;
        }
    }

    record Int(long number) implements Value {
        @Override
        public int taints() {
            return 0;
        }

        @Override
        public long sizeBytes() {
            return 1;
        }
    }

    /** @param taints and size are of all of them together; kept, since lists may lie in lists without end */
    record Items(List<Value> items, int taints, long sizeBytes) implements Value {
        private static final int ITEM_BYTES = 16;
        private static final long MOST_BYTES = 1L << 40; // a list of lists of lists is soon larger than anything

        public Items {
            items = List.copyOf(items);
        }

        static Items of(List<Value> items) {
            int all = 0;
            long size = 0;
            for (Value item : items) {
                all |= item.taints();
                size = Math.min(size + ITEM_BYTES + item.sizeBytes(), MOST_BYTES);
            }
            return new Items(items, all, size);
        }
    }

    /** Something that has a name all over Python: a module, a function, {@code builtins.exec}; or one of this source's. */
    record Named(String path, int taints) implements Value {
        @Override
        public long sizeBytes() {
            return 1;
        }
    }

    /** A member of a value that is not named. */
    record Method(Value receiver, String name, int taints) implements Value {
        static Method of(Value receiver, String name) {
            return new Method(receiver, name, receiver.taints());
        }

        @Override
        public long sizeBytes() {
            return 1;
        }
    }

    /** A lambda: its body lies in the source. */
    record Function(List<String> parameters, int from, int to) implements Value {
        @Override
        public int taints() {
            return 0;
        }

        @Override
        public long sizeBytes() {
            return 1;
        }
    }

    /** A function that was given its first arguments: {@code functools.partial}, {@code operator.methodcaller}. */
    record Bound(Value function, List<Value> arguments, int taints) implements Value {
        static Bound of(Value function, List<Value> arguments) {
            return new Bound(
                    function,
                    List.copyOf(arguments),
                    function.taints() | Items.of(arguments).taints());
        }

        @Override
        public long sizeBytes() {
            return 1;
        }
    }

    record Other(int taints) implements Value {
        @Override
        public long sizeBytes() {
            return 1;
        }
    }

    /** Anything that was made of something with these taints. */
    static Value of(int taints) {
        return taints == 0 ? UNKNOWN : new Other(taints);
    }

    /** What goes on into anything that is made of both. */
    static Value joined(Value one, Value other) {
        return of((one.taints() | other.taints()) & Taint.LASTING);
    }
}
