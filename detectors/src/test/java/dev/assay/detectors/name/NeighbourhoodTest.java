package dev.assay.detectors.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Nothing within reach is missed: an index that loses names would lose attacks without a word. */
class NeighbourhoodTest {
    private static final List<String> NAMES =
            PopularNames.builtIn(Ecosystem.NPM).orElseThrow().ranks(0, 400).names();
    private static final List<Form> FORMS =
            NAMES.stream().map(name -> Form.of(name, 0)).toList();
    private static final Ends ENDS = new Ends(FORMS);
    private static final Neighbourhood FOR_ONE = new Neighbourhood(FORMS, 1);
    private static final Neighbourhood FOR_TWO = new Neighbourhood(FORMS, 2);

    private static final Quarters FOR_THREE = new Quarters(FORMS);

    private static boolean finds(String name, int edits, int number) {
        Candidates found = new Candidates();
        Form form = Form.of(name, 0);
        if (edits == 1) {
            FOR_ONE.withinOne(form, ENDS.of(form), found);
        } else {
            FOR_TWO.withinTwo(form, ENDS.of(form), found);
        }
        return IntStream.range(0, found.size()).anyMatch(i -> found.get(i) == number);
    }

    @Property(tries = 3000)
    boolean oneEditIsFound(
            @ForAll @IntRange(max = 399) int number,
            @ForAll @IntRange(max = 200) int place,
            @ForAll @IntRange(max = 25) int letter,
            @ForAll @IntRange(max = 3) int edit) {
        return FORMS.get(number).length() < 5
                || finds(edited(text(number), place, (char) ('a' + letter), edit), 1, number);
    }

    @Property(tries = 3000)
    boolean twoEditsAreFoundInLongNames(
            @ForAll @IntRange(max = 399) int number,
            @ForAll @IntRange(max = 200) int place,
            @ForAll @IntRange(max = 200) int secondPlace,
            @ForAll @IntRange(max = 25) int letter,
            @ForAll @IntRange(max = 3) int edit,
            @ForAll @IntRange(max = 3) int secondEdit) {
        int length = FORMS.get(number).length();
        if (length < Neighbourhood.TWO_FROM + 2 || length > 38) {
            return true;
        }
        String once = edited(text(number), place, (char) ('a' + letter), edit);
        return finds(edited(once, secondPlace, (char) ('z' - letter), secondEdit), 2, number);
    }

    /** But for characters swapped across a cut between two quarters, of which some are lost. */
    @Property(tries = 3000)
    boolean threeEditsAreFoundInLongNames(
            @ForAll @IntRange(max = 399) int number,
            @ForAll @IntRange(max = 200) int place,
            @ForAll @IntRange(max = 200) int secondPlace,
            @ForAll @IntRange(max = 200) int thirdPlace,
            @ForAll @IntRange(max = 25) int letter,
            @ForAll @IntRange(max = 26) int edits) {
        String name = text(number);
        if (name.length() < Quarters.FROM) {
            return true;
        }
        String once = edited(name, place, (char) ('a' + letter), edits % 3);
        String twice = edited(once, secondPlace, (char) ('z' - letter), edits / 3 % 3);
        Candidates found = new Candidates();
        FOR_THREE.find(Form.of(edited(twice, thirdPlace, (char) ('a' + letter), edits / 9), 0), found);
        return IntStream.range(0, found.size()).anyMatch(i -> found.get(i) == number);
    }

    private static String text(int number) {
        Form form = FORMS.get(number);
        return new String(form.text(), 0, form.length(), java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static String edited(String name, int place, char letter, int edit) {
        int at = place % (name.length() - 1);
        return switch (edit) {
            case 0 -> name.substring(0, at) + name.substring(at + 1);
            case 1 -> name.substring(0, at) + letter + name.substring(at);
            case 2 -> name.substring(0, at) + letter + name.substring(at + 1);
            default -> name.substring(0, at) + name.charAt(at + 1) + name.charAt(at) + name.substring(at + 2);
        };
    }

    @Test
    void farNamesAreNotFound() {
        Candidates found = new Candidates();
        Form far = Form.of("zqxwvkjqzxwv", 0);
        FOR_ONE.withinOne(far, ENDS.of(far), found);
        FOR_TWO.withinTwo(far, ENDS.of(far), found);
        FOR_THREE.find(far, found);
        assertThat(found.size()).isZero();
    }

    /** Each of the family has its other parts for itself; what only begins like it is near none. */
    @Test
    void aPartThatManyHaveTellsNothing() {
        String letters = "bcdefhijkmno";
        List<Form> family = Stream.of(
                        letters, new StringBuilder(letters).reverse().toString())
                .flatMap(all -> IntStream.range(0, all.length())
                        .mapToObj(i -> Form.of("plug" + all.substring(i) + all.substring(0, i), 0)))
                .toList();
        Quarters quarters = new Quarters(family);
        Candidates found = new Candidates();
        quarters.find(Form.of("plugbodnckmejfhi", 0), found);
        assertThat(found.size()).isLessThan(family.size() / 4); // some by chance
        quarters.find(Form.of("plgbcdefxijkmn", 0), found);
        assertThat(IntStream.range(0, found.size()).anyMatch(i -> found.get(i) == 0))
                .isTrue();
    }
}
