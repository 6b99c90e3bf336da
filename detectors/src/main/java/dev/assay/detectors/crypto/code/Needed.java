package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Which functions of a text must be gone through as somebody outside would call them: those that lead to what rows know, and those that
 * leave something in fields which such ones may look at. What the others do nobody sees. It is told by names alone, whatever the objects:
 * what may be meant counts. Beyond its bounds everything is needed. Immutable once it is made; belongs to one thread and one text.
 */
final class Needed {
    /** What has not settled by then is all needed; a chain of functions is followed one further each time, at least. */
    private static final int MOST_ROUNDS = 16;

    /** Beyond so many comparisons what changes by other names is not looked for. */
    private static final int MOST_COMPARED = 4_000_000;

    /** What is known of a unit so far. */
    private static final class Marks {
        private final Codes names = new Codes(); // by which it is called
        private final Codes carrying = Codes.set(); // of its own variables
        private final Codes guessable = Codes.set();
        private final Codes changed = Codes.set();
        private boolean isLeading;
        private boolean isNeeded;
        private boolean isReached;
    }

    private final Outline outline;
    private final ApiTable table;
    private final Sites.Found found;
    private final List<List<Outline.Unit>> functions = new ArrayList<>(); // by their names
    private final BitSet heirs = new BitSet(); // names of types that inherit their constructor
    private final IdentityHashMap<Statement.Function, Outline.Unit> units = new IdentityHashMap<>();
    private final IdentityHashMap<Outline.Unit, Marks> marks = new IdentityHashMap<>();
    private final Set<String> types = new HashSet<>(); // that are needed
    private final BitSet known = new BitSet(); // names of what rows know
    private final BitSet givesNamed =
            new BitSet(); // of functions that may give what rows know, whatever that is called
    private final BitSet weak = new BitSet(); // of what gives something that can be guessed
    private final BitSet secret = new BitSet(); // of what must not be such
    private final BitSet leading = new BitSet(); // of functions that lead to what rows know
    private final BitSet carrying = new BitSet(); // of what may hold a function that does
    private final BitSet guessable = new BitSet(); // of what may hold something that can be guessed
    private final BitSet givenCarrying = new BitSet(); // of functions that are given such
    private final BitSet givenGuessable = new BitSet();
    private final BitSet changing = new BitSet(); // of functions that change what they are given
    private final BitSet outward = new BitSet(); // of functions of other texts, which may use what they are given
    private final boolean hasGuessable;
    private final boolean isAll;
    private int compared;

    Needed(Program program, Traits traits, ApiTable table, ConstantNames constants, Sites.Found found) {
        this.outline = new Outline(program, traits, found.byName());
        this.table = table;
        this.found = found;
        for (Outline.Unit unit : outline.units()) {
            Marks of = new Marks();
            marks.put(unit, of);
            if (unit.function != null) {
                units.put(unit.function, unit);
                add(unit.function.name(), unit, of);
            }
        }
        constructors(program, traits);
        for (int i = 0; i < outline.size(); i++) {
            look(i);
        }
        for (Statement.Import imported : program.imports()) {
            if (imported.member() != null
                    && !table.isOfKnown(imported.module())
                    && constants.isFunctionOfUse(imported.local())) {
                outward.set(outline.number(imported.local()));
            }
        }
        hasGuessable = !weak.isEmpty() && !secret.isEmpty();
        boolean isMore = true;
        for (int round = 0; isMore && round < MOST_ROUNDS; round++) {
            isMore = follow();
        }
        isAll = isMore || !change() || !need();
        outward();
        for (Program.TypeOf type : isAll ? List.<Program.TypeOf>of() : program.types()) {
            if (isNeeded(type, program)) {
                types.add(type.path());
            }
        }
    }

    /** Whether a function must be gone through. */
    boolean is(Statement.Function function) {
        Outline.Unit unit = units.get(function);
        return isAll || unit == null || outline.isWithin(function) || of(unit).isNeeded;
    }

    /** Whether a type must: for what makes it, for one of its functions or what it inherits, or for what rows know of that. */
    boolean is(Program.TypeOf type) {
        return isAll || types.contains(type.path());
    }

    private boolean isNeeded(Program.TypeOf type, Program program) {
        for (Program.TypeOf each : program.line(type.path())) {
            if (of(outline.of(each)).isLeading
                    || each.functions().values().stream()
                            .anyMatch(functions -> functions.stream().anyMatch(this::is))) {
                return true;
            }
        }
        for (String above : type.supertypes()) {
            if (!table.of(ApiTable.INHERITS + above).isEmpty()
                    || type.functions().keySet().stream()
                            .anyMatch(name -> !table.of(ApiTable.OVERRIDE + above + "." + name)
                                    .isEmpty())) {
                return true;
            }
        }
        return false;
    }

    private Marks of(Outline.Unit unit) {
        return Objects.requireNonNull(marks.get(unit));
    }

    private void add(String name, Outline.Unit unit, Marks of) {
        int number = outline.number(name);
        while (functions.size() <= number) {
            functions.add(List.of());
        }
        if (functions.get(number).isEmpty()) {
            functions.set(number, new ArrayList<>(1));
        }
        functions.get(number).add(unit);
        of.names.add(number);
    }

    /** Constructors are called by the names of their types as well. */
    private void constructors(Program program, Traits traits) {
        for (Program.TypeOf type : program.types()) {
            String name = type.path().substring(type.path().lastIndexOf('.') + 1);
            boolean hasOwn = false;
            for (String constructor : traits.constructors()) {
                for (Statement.Function function : type.functions(constructor)) {
                    hasOwn = true;
                    Outline.Unit unit = Objects.requireNonNull(units.get(function));
                    add(name, unit, of(unit));
                }
            }
            if (!hasOwn) {
                heirs.set(outline.number(name));
            }
        }
    }

    /** The functions that a name may mean. */
    private List<Outline.Unit> functions(int number) {
        return number >= 0 && number < functions.size() ? functions.get(number) : List.of();
    }

    /** Marks all names of a function. */
    private void name(Outline.Unit unit, BitSet names) {
        Codes own = of(unit).names;
        for (int i = 0; i < own.size(); i++) {
            names.set(own.get(i));
        }
        for (int i = 0; i < outline.constructors().size(); i++) {
            if (names.get(outline.constructors().get(i))) {
                names.or(heirs);
            }
        }
    }

    private void look(int number) {
        String name = outline.name(outline.original(number));
        known.set(number, found.has(name));
        givesNamed.set(number, known.get(number) && found.byName().contains(name));
        weak.set(number, table.hasNamed() && found.isGuessable(name));
        secret.set(number, !table.ofNamed(outline.name(number)).isEmpty());
    }

    /** Follows values one step; whether anything came of it. */
    private boolean follow() {
        boolean isMore = false;
        for (Outline.Unit unit : outline.units()) {
            Marks of = of(unit);
            boolean leads = of.isLeading || leads(unit);
            for (Outline.Binding binding : unit.bindings) {
                Outline.Handed value = new Outline.Handed(binding);
                boolean carries = carries(unit, value);
                boolean isGuess = isGuess(unit, value);
                for (int i = 0; (carries || isGuess) && i < binding.targets().size(); i++) {
                    int target = binding.targets().get(i);
                    isMore |= carries && mark(unit, target, of.carrying, carrying);
                    isMore |= isGuess && mark(unit, target, of.guessable, guessable);
                    leads |= isGuess && secret.get(target >> 1);
                }
            }
            for (Outline.Handed keyed : unit.keyed) {
                leads = leads || secret.get(keyed.to()) && isGuess(unit, keyed);
            }
            for (Outline.Handed handed : unit.handed) {
                isMore |= hand(unit, handed);
            }
            if (leads && !of.isLeading) {
                isMore = true;
                of.isLeading = true;
                name(unit, leading);
            }
        }
        return isMore;
    }

    private static boolean mark(Outline.Unit unit, int code, Codes own, BitSet all) {
        int number = code >> 1;
        if (unit.isOwn(code)) {
            return own.add(number);
        }
        boolean isNew = !all.get(number);
        all.set(number);
        return isNew;
    }

    /** What functions are given, all of their parameters are. */
    private boolean hand(Outline.Unit unit, Outline.Handed handed) {
        int to = handed.to() >> 1;
        boolean isMore = !functions(to).isEmpty() && hand(unit, handed, to);
        for (int i = 0; to >= 0 && heirs.get(to) && i < outline.constructors().size(); i++) {
            isMore |= hand(unit, handed, outline.constructors().get(i));
        }
        return isMore;
    }

    private boolean hand(Outline.Unit unit, Outline.Handed handed, int to) {
        boolean carries = !givenCarrying.get(to) && carries(unit, handed);
        boolean isGuess = !givenGuessable.get(to) && isGuess(unit, handed);
        for (Outline.Unit function : carries || isGuess ? functions(to) : List.<Outline.Unit>of()) {
            Codes parameters = function.parameters;
            for (int i = 0; i < parameters.size(); i++) {
                if (carries) {
                    of(function).carrying.add(parameters.get(i));
                }
                if (isGuess) {
                    of(function).guessable.add(parameters.get(i));
                }
            }
        }
        givenCarrying.set(to, givenCarrying.get(to) || carries);
        givenGuessable.set(to, givenGuessable.get(to) || isGuess);
        return carries || isGuess;
    }

    private boolean leads(Outline.Unit unit) {
        for (int i = 0; i < unit.called.size(); i++) {
            int code = unit.called.get(i);
            if (leading.get(code >> 1) || known.get(code >> 1) || isCarrying(unit, code)) {
                return true;
            }
        }
        for (int i = 0; i < unit.named.size(); i++) {
            int code = unit.named.get(i);
            int root = unit.roots.get(i);
            boolean isOfOwn = root >= 0 && unit.own.has(root); // and so nothing of a module
            if (known.get(code >> 1) && !isOfOwn
                    || leading.get(code >> 1) && !unit.isOwn(code)
                    || isCarrying(unit, code)) {
                return true;
            }
        }
        for (int i = 0; i < unit.written.size(); i++) {
            if (known.get(unit.written.get(i))) {
                return true;
            }
        }
        return unit.keyed.stream().anyMatch(keyed -> table.knows(outline.name(keyed.to())));
    }

    private boolean isCarrying(Outline.Unit unit, int code) {
        return unit.isOwn(code) ? of(unit).carrying.has(code >> 1) : carrying.get(code >> 1);
    }

    private boolean isGuessable(Outline.Unit unit, int code) {
        return unit.isOwn(code) ? of(unit).guessable.has(code >> 1) : guessable.get(code >> 1);
    }

    /** Whether a value may hold a function that leads to what rows know. */
    private boolean carries(Outline.Unit unit, Outline.Handed value) {
        for (int i = value.calledFrom(); i < value.calledTo(); i++) {
            int code = value.all().called().get(i);
            if (givesNamed.get(code >> 1) || isCarrying(unit, code)) {
                return true;
            }
        }
        for (int i = value.namedFrom(); i < value.namedTo(); i++) {
            int code = value.all().named().get(i);
            boolean isMeant = leading.get(code >> 1) || known.get(code >> 1);
            if (isMeant && !unit.isOwn(code) || isCarrying(unit, code)) {
                return true;
            }
        }
        return false;
    }

    private boolean isGuess(Outline.Unit unit, Outline.Handed value) {
        for (int i = value.calledFrom(); hasGuessable && i < value.calledTo(); i++) {
            int code = value.all().called().get(i);
            if (weak.get(code >> 1) || isGuessable(unit, code)) {
                return true;
            }
        }
        for (int i = value.namedFrom(); hasGuessable && i < value.namedTo(); i++) {
            if (isGuessable(unit, value.all().named().get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Finds what functions change by other names: variables that are one with a member, and parameters. Whether all was found. */
    private boolean change() {
        for (Outline.Unit unit : outline.units()) {
            change(unit, unit.changed, 0, unit.changed.size());
        }
        boolean isMore = true;
        for (int round = 0; isMore && round < MOST_ROUNDS; round++) {
            isMore = false;
            for (Outline.Unit unit : outline.units()) {
                for (Outline.Handed handed : unit.handed) {
                    if (handed.to() >= 0 && changing.get(handed.to() >> 1)) {
                        isMore |= change(unit, handed.all().named(), handed.namedFrom(), handed.namedTo());
                    }
                }
            }
        }
        return !isMore && compared < MOST_COMPARED;
    }

    /** Notes that a function changes these, and what they are one with; whether it was not known. */
    private boolean change(Outline.Unit unit, Codes codes, int from, int to) {
        Codes open = of(unit).changed;
        int before = open.size();
        for (int i = from; i < to; i++) {
            open.add(codes.get(i));
        }
        for (int i = before; i < open.size() && compared < MOST_COMPARED; i++) {
            int code = open.get(i);
            if (!unit.isOwn(code)) {
                unit.written.add(code >> 1);
                continue;
            }
            if (unit.parameters.has(code >> 1)) {
                name(unit, changing);
            }
            compared += unit.bindings.size();
            for (Outline.Binding binding : unit.bindings) {
                Codes targets = binding.targets();
                for (int j = 0; j < targets.size(); j++) {
                    if (targets.get(j) == code) {
                        binding.named().addTo(open);
                    }
                }
            }
        }
        return open.size() > before;
    }

    /** Marks what leads to what rows know, what sets members that something needed may look at, and what calls that; whether all was found. */
    private boolean need() {
        BitSet names = new BitSet();
        BitSet members = new BitSet();
        BitSet reached = new BitSet();
        List<Outline.Unit> open = new ArrayList<>();
        boolean isMore = true;
        for (int round = 0; isMore && round < MOST_ROUNDS; round++) {
            isMore = false;
            for (Outline.Unit unit : outline.units()) {
                Marks of = of(unit);
                if (!of.isNeeded && (of.isLeading || writes(unit, members) || mentions(unit, names))) {
                    of.isNeeded = true;
                    isMore = true;
                    name(unit, names);
                    reach(unit, open);
                }
            }
            look(members, reached, open);
        }
        return !isMore;
    }

    /** Marks what calls functions of other texts, and nothing that calls that in turn, as much may lead there and little comes of it. */
    private void outward() {
        for (Outline.Unit unit : outward.isEmpty() ? List.<Outline.Unit>of() : outline.units()) {
            for (int i = 0; i < unit.called.size(); i++) {
                Marks of = of(unit);
                of.isNeeded = of.isNeeded || outward.get(unit.called.get(i) >> 1);
            }
        }
    }

    /** Adds the members that functions may look at, and those which they call. */
    private void look(BitSet members, BitSet reached, List<Outline.Unit> open) {
        while (!open.isEmpty()) {
            Outline.Unit unit = open.removeLast();
            for (int i = 0; i < unit.members.size(); i++) {
                members.set(unit.members.get(i));
            }
            for (Codes codes : List.of(unit.called, unit.named)) {
                for (int i = 0; i < codes.size(); i++) {
                    if (!unit.isOwn(codes.get(i))) {
                        reach(codes.get(i) >> 1, reached, open);
                    }
                }
            }
        }
    }

    private void reach(int number, BitSet reached, List<Outline.Unit> open) {
        if (reached.get(number)) {
            return;
        }
        reached.set(number);
        functions(number).forEach(function -> reach(function, open));
        for (int i = 0; heirs.get(number) && i < outline.constructors().size(); i++) {
            reach(outline.constructors().get(i), reached, open);
        }
    }

    private void reach(Outline.Unit unit, List<Outline.Unit> open) {
        if (!of(unit).isReached) {
            of(unit).isReached = true;
            open.add(unit);
        }
    }

    private static boolean writes(Outline.Unit unit, BitSet members) {
        for (int i = 0; i < unit.written.size(); i++) {
            if (members.get(unit.written.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean mentions(Outline.Unit unit, BitSet names) {
        for (Codes codes : List.of(unit.called, unit.named)) {
            for (int i = 0; i < codes.size(); i++) {
                if (names.get(codes.get(i) >> 1) && !unit.isOwn(codes.get(i))) {
                    return true;
                }
            }
        }
        return false;
    }
}
