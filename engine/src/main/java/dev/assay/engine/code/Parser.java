package dev.assay.engine.code;

import dev.assay.engine.bytes.Budget;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a program's text tolerantly, whatever its language, by its {@link Profile}: what is not understood is passed over, what
 * lies within is still there. Never fails on a text, and neither time nor what is built is more than linear in it; nesting is
 * bounded. A parser is for one text and one thread; {@link #parse} is all that there is to it.
 */
public final class Parser {
    final Cursor cursor;
    final TypeScanner types;
    final ExpressionParser expressions;
    final PostfixParser postfixes;
    final InfixParser infixes;
    final PrimaryParser primaries;
    final GroupParser groups;
    final CastParser casts;
    final LiteralParser literals;
    final BraceParser braces;
    final ObjectParser objects;
    final LambdaParser lambdas;
    final CreationParser creations;
    final ParameterParser parameters;
    final StatementParser statements;
    final ControlParser control;
    final HeadParser heads;
    final LoopParser loops;
    final SwitchParser switches;
    final TypePatternParser typePatterns;
    final MatchParser matches;
    final GeneratorParser generators;
    final AccessorParser accessors;
    final DeclarationParser declarations;
    final TypeFirstParser typeFirst;
    final FunctionParser functions;
    final TypeParser typeDeclarations;
    final ModifierParser modifiers;
    final EnumParser enums;
    final VariableParser variables;
    final GoDeclarationParser goDeclarations;
    final MemberParser members;
    final CDeclarationParser cDeclarations;
    final PreprocessorParser preprocessor;
    final TypePathParser typePaths;
    final ModuleParser modules;
    final UseParser uses;
    final ImportParser imports;
    final EndParser ends;
    final EndDeclarationParser endDeclarations;
    final CallParser calls;
    final ScriptParser scripts;
    final ScriptDeclarationParser scriptDeclarations;

    private Parser(Tokens tokens, Profile profile, Budget budget) {
        cursor = new Cursor(tokens, profile, budget);
        types = new TypeScanner(cursor);
        expressions = new ExpressionParser(this);
        postfixes = new PostfixParser(this);
        infixes = new InfixParser(this);
        primaries = new PrimaryParser(this);
        groups = new GroupParser(this);
        casts = new CastParser(this);
        literals = new LiteralParser(this);
        braces = new BraceParser(this);
        objects = new ObjectParser(this);
        lambdas = new LambdaParser(this);
        creations = new CreationParser(this);
        parameters = new ParameterParser(this);
        statements = new StatementParser(this);
        control = new ControlParser(this);
        heads = new HeadParser(this);
        loops = new LoopParser(this);
        switches = new SwitchParser(this);
        typePatterns = new TypePatternParser(this);
        matches = new MatchParser(this);
        generators = new GeneratorParser(this);
        accessors = new AccessorParser(this);
        declarations = new DeclarationParser(this);
        typeFirst = new TypeFirstParser(this);
        functions = new FunctionParser(this);
        typeDeclarations = new TypeParser(this);
        modifiers = new ModifierParser(this);
        enums = new EnumParser(this);
        variables = new VariableParser(this);
        goDeclarations = new GoDeclarationParser(this);
        members = new MemberParser(this);
        cDeclarations = new CDeclarationParser(this);
        preprocessor = new PreprocessorParser(this);
        typePaths = new TypePathParser(this);
        modules = new ModuleParser(this);
        uses = new UseParser(this);
        imports = new ImportParser(this);
        ends = new EndParser(this);
        endDeclarations = new EndDeclarationParser(this);
        calls = new CallParser(this);
        scripts = new ScriptParser(this);
        scriptDeclarations = new ScriptDeclarationParser(this);
    }

    /**
     * Reads a text.
     *
     * @param text in UTF-8, or in Latin-1 where it is not
     * @param budget for its time, and for the memory that the tokens take meanwhile
     */
    public static Source parse(byte[] text, Profile profile, Budget budget) {
        if (profile.layout() == Profile.Layout.COMMANDS) {
            return ShellParser.parse(text, profile, budget);
        }
        try (TokenRoom room = new TokenRoom(budget)) {
            Lexer lexer = new Lexer(text, profile, budget, room);
            Tokens tokens = lexer.read();
            Parser parser = new Parser(tokens, profile, budget);
            List<Statement> statements = new ArrayList<>();
            while (parser.cursor.kind() != Tokens.END) {
                parser.statements.until(tokens.count, statements);
            }
            if (lexer.isFull()) {
                parser.cursor.gap(tokens.starts[tokens.count], "more tokens than are kept");
            }
            if (lexer.brokenOffAt() >= 0) {
                parser.cursor.gap(lexer.brokenOffAt(), Source.BREAKS_OFF);
            }
            return new Source(parser.imports.module(), statements, parser.cursor.gaps);
        }
    }
}
