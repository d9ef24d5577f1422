using Coffer.Templates.Builtins;
using Coffer.Templates.Functions;
using CsCheck;

namespace Coffer.Templates.Tests.Fuzz;

/// <summary>Random templates from the grammar, well-formed and sometimes not.</summary>
internal static class TemplateGen
{
    private static readonly string[] Operands =
    [
        ".", ".Secrets", ".Secrets.s", ".Secrets.n", ".Secrets.l", ".Secrets.m", ".Secrets.nul", ".Secrets.nope", ".Secrets.m.a", ".Labels",
        "$", "$x", "$.Secrets.s", "1", "-7", "2.5", "1e300", "0x1F", "'a'",
        "1i", "\"text\"", "\"\\xff\\u00e9\"", "`raw`", "true", "nil", "9223372036854775807",
    ];

    /// <summary>All functions, some of them with arguments that make them do more.</summary>
    private static readonly string[] Names =
    [
        .. BuiltinSet.ByName.Keys.Order(), .. FunctionSet.ByName.Keys.Where(name => name is not ("bcrypt" or "htpasswd")).Order(),
        "printf \"%d %q %v\"", "printf \"%*.*f|%#v\"", "trunc 3", "trunc -2", "repeat 3",
        "splitList \",\"", "join \",\"", "regexMatch \"a+b*\"", "regexReplaceAll \"(a)(.)\"", "regexFindAll \"[a-z]\"", "indent 2",
        "wrap 3", "mustToDate \"2006\"", "semverCompare \">1.0, <2 || ~3\"", "substr 1 2", "abbrev 5",
        "fromJson | toPrettyJson", "urlParse | urlJoin", "until | join \",\"", "seq 1 2", "slice .Secrets.l 1", "dict \"a\"",
        "durationRound", "split \",\"", "without .Secrets.l", "pluck \"a\"", "dig \"a\" \"b\" 1",
    ];

    private static readonly Gen<string> Name = Gen.OneOf(Names);

    private static readonly Gen<string> Expression = Gen.Recursive<string>((depth, inner) => depth > 3
        ? Gen.OneOf(Operands)
        : Gen.Frequency(
            (3, Gen.OneOf(Operands)),
            (2, Gen.Select(Name, inner, (name, a) => $"({name} {a})")),
            (2, Gen.Select(Name, inner, inner, (name, a, b) => $"({name} {a} {b})")),
            (1, Gen.Select(inner, Name, (a, name) => $"({a} | {name})")),
            (1, Gen.Select(inner, a => $"({a}).x"))));

    public static readonly Gen<string> Template = Gen.Recursive<string>((depth, inner) => depth > 3
        ? Gen.Select(Expression, expression => $"{{{{ {expression} }}}}")
        : Gen.Frequency(
            (1, Gen.OneOf("text", " \n ", "é{", "}}", "{{/* c */}}", "{{ break }}", "{{ continue }}", "{{", "{{ end }}")),
            (3, Gen.Select(Expression, expression => $"{{{{ {expression} }}}}")),
            (1, Gen.Select(Expression, expression => $"{{{{- $x := {expression} -}}}}")),
            (2, Gen.Select(inner, inner, (a, b) => a + b)),
            (1, Gen.Select(Expression, inner, inner, (e, a, b) => $"{{{{ if {e} }}}}{a}{{{{ else }}}}{b}{{{{ end }}}}")),
            (1, Gen.Select(Expression, inner, (e, a) => $"{{{{ with {e} }}}}{a}{{{{ end }}}}")),
            (1, Gen.Select(Expression, inner, (e, a) => $"{{{{ range $k, $x := {e} }}}}{a}{{{{ end }}}}")),
            (1, Gen.Select(inner, a => $"{{{{ define \"t\" }}}}{a}{{{{ end }}}}")),
            (1, Gen.Select(Expression, e => $"{{{{ template \"t\" {e} }}}}"))));

    /// <summary>A text with some of it left out, doubled or replaced by what means something in templates.</summary>
    public static Gen<string> Mutated(Gen<string> template) =>
        Gen.Select(template, Gen.Select(Gen.Double[0, 1], Gen.Int[0, 6], Gen.OneOf("{{", "}}", "-", " ", "(", ")", "|", ".", "$", "\"", "`",
            "\n", "end", "nil", "\0", "é", "%", ":=")).Array[1, 4], (text, cuts) =>
            {
                foreach (var (where, length, piece) in cuts)
                {
                    var at = (int)(where * text.Length);
                    text = text[..at] + piece + text[Math.Min(text.Length, at + length)..];
                }

                return text;
            });
}
