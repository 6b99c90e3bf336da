package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the functions of a text mention, set and hand on, by names: numbers of names, and codes that tell a member ({@code 2n + 1}) from what
 * stands alone ({@code 2n}), which may be a variable of its function. Made in time linear in the text. Belongs to one thread and one text.
 */
final class Outline {
    /**
     * A value on its way.
     *
     * @param targets codes of what gets it
     * @param called codes of what is called within it
     * @param named codes of what is named within it otherwise
     */
    record Binding(Codes targets, Codes called, Codes named) {
        Binding() {
            this(new Codes(), new Codes(), new Codes());
        }
    }

    /**
     * What a call is given, or what stands under a key: a part of a value's codes.
     *
     * @param to the code of what is called, -1 if it has no name; the number of the key
     * @param all the value
     */
    record Handed(int to, Binding all, int calledFrom, int calledTo, int namedFrom, int namedTo) {
        /** All of a value. */
        Handed(Binding all) {
            this(-1, all, 0, all.called().size(), 0, all.named().size());
        }

        /** The same as a value of its own. */
        Binding alone() {
            Binding alone = new Binding();
            alone.called().addAll(all.called(), calledFrom, calledTo);
            alone.named().addAll(all.named(), namedFrom, namedTo);
            return alone;
        }
    }

    /** A function with all that is within it; or what stands outside of functions, in a type or in none. */
    static final class Unit {
        final Statement.@Nullable Function function;
        final Codes called = new Codes();
        final Codes named = new Codes(); // otherwise
        final Codes roots =
                new Codes(); // of each of these, the number of what it is a member of in the end; -1 for no name
        final Codes members = Codes.set(); // numbers, as are those of the next three
        final Codes written = Codes.set();
        final Codes own = Codes.set(); // parameters and variables
        final Codes parameters = Codes.set();
        final Codes changed = Codes.set(); // what gets elements
        final List<Binding> bindings = new ArrayList<>();
        final List<Handed> handed = new ArrayList<>();
        final List<Handed> keyed = new ArrayList<>();

        private Unit(Statement.@Nullable Function function) {
            this.function = function;
        }

        /** Whether a code stands for a variable of its own. */
        boolean isOwn(int code) {
            return (code & 1) == 0 && own.has(code >> 1);
        }
    }

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Map<Integer, Integer> aliases = new HashMap<>();
    private final BitSet modules = new BitSet();
    private final Set<String> byName;
    private final Codes constructors = new Codes();
    private final Codes runBy = Codes.set();
    private final Set<Statement.Function> within = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Unit> units = new ArrayList<>();
    private final IdentityHashMap<Program.TypeOf, Unit> ofTypes = new IdentityHashMap<>();

    /** @param byName functions that give what has the name that they are given */
    Outline(Program program, Traits traits, Set<String> byName) {
        this.byName = byName;
        traits.constructors().forEach(name -> constructors.add(number(name)));
        program.imports().forEach(this::take);
        for (Program.TypeOf type : program.types()) {
            for (String name : Calls.RUN_BY) {
                if (!type.functions(name).isEmpty()) {
                    runBy.add(number(name));
                }
            }
        }
        unit(null, program.outermost());
        program.functions().values().forEach(this::functions);
        for (Program.TypeOf type : program.types()) {
            ofTypes.put(type, unit(null, type.fields()));
            type.functions().values().forEach(this::functions);
        }
    }

    private void functions(List<Statement.Function> all) {
        for (Statement.Function function : all) {
            unit(function, List.of(function));
        }
    }

    /** Takes notice of what something of another module is called here. */
    void take(Statement.Import imported) {
        String member = imported.member();
        int local = number(imported.local());
        if (member == null) {
            modules.set(local);
        } else if (!member.equals(imported.local())) {
            aliases.put(local, number(member));
        }
    }

    private Unit unit(Statement.@Nullable Function function, List<Statement> statements) {
        Unit unit = new Unit(function);
        units.add(unit);
        new OutlineReading(this, unit).over(statements);
        return unit;
    }

    /** All of them. */
    List<Unit> units() {
        return units;
    }

    /** What runs when a type is made. */
    Unit of(Program.TypeOf type) {
        return Objects.requireNonNull(ofTypes.get(type));
    }

    /** Says that a function does not stand by itself. */
    void within(Statement.Function function) {
        within.add(function);
    }

    /** Whether a function stands within another one, or within a branch. */
    boolean isWithin(Statement.Function function) {
        return within.contains(function);
    }

    /** How many names there are. */
    int size() {
        return names.size();
    }

    String name(int number) {
        return names.get(number);
    }

    int number(String name) {
        Integer known = numbers.get(name);
        if (known == null) {
            known = names.size();
            numbers.put(name, known);
            names.add(name);
        }
        return known;
    }

    /** Whether it is the name of a module as a whole. */
    boolean isModule(int number) {
        return modules.get(number);
    }

    /** Whether a function of this name gives what has the name that it is given. */
    boolean isByName(int number) {
        return byName.contains(name(number));
    }

    /** The numbers of the names of constructors. */
    Codes constructors() {
        return constructors;
    }

    /** The numbers of the names of functions that are called where an object of the text is. */
    Codes runBy() {
        return runBy;
    }

    /** What an import calls otherwise; the same number for any other name. */
    int original(int number) {
        return aliases.getOrDefault(number, number);
    }
}
