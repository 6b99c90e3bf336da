package dev.assay.detectors.text.python;

import java.util.List;

/** What is known of an expression's value. Each says by {@link Taint}s what it was made of. */
sealed interface Value {
    Value UNKNOWN = new Other(0);

    /** {@link Taint}s, as bits. */
    int taints();

    record Text(String text, int taints) implements Value {}

    @SuppressWarnings("ArrayRecordComponent") // never changed, never compared
    record Bytes(byte[] bytes, int taints) implements Value {}

    record Int(long number) implements Value {
        @Override
        public int taints() {
            return 0;
        }
    }

    /** @param taints of all of them; kept, since lists may lie in lists without end */
    record Items(List<Value> items, int taints) implements Value {
        public Items {
            items = List.copyOf(items);
        }

        static Items of(List<Value> items) {
            int all = 0;
            for (Value item : items) {
                all |= item.taints();
            }
            return new Items(items, all);
        }
    }

    /** Something that has a name all over Python: a module, a function, {@code builtins.exec}; or one of this source's. */
    record Named(String path, int taints) implements Value {}

    /** A member of a value that is not named. */
    record Method(Value receiver, String name, int taints) implements Value {
        static Method of(Value receiver, String name) {
            return new Method(receiver, name, receiver.taints());
        }
    }

    /** A lambda: its body lies in the source. */
    record Function(List<String> parameters, int from, int to) implements Value {
        @Override
        public int taints() {
            return 0;
        }
    }

    record Other(int taints) implements Value {}

    /** Anything that was made of something with these taints. */
    static Value of(int taints) {
        return taints == 0 ? UNKNOWN : new Other(taints);
    }
}
