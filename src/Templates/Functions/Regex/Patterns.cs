using Coffer.Templates.Calls;
using Coffer.Templates.Re2;
using Coffer.Templates.Values;

namespace Coffer.Templates.Functions.Regex;

/// <summary>Regular expressions of byte strings.</summary>
internal static class Patterns
{
    /// <exception cref="FunctionError">The pattern is none; with the text of Go's Compile.</exception>
    public static Regexp Compile(Arguments args) => Read(args, Regexp.Compile);

    /// <exception cref="FunctionError">The pattern is none; with the text of the panic of Go's MustCompile.</exception>
    public static Regexp MustCompile(Arguments args) => Read(args, Regexp.MustCompile);

    private static Regexp Read(Arguments args, Compiler compile) => args.Budget.Patterns.Find(args.Text(0)) ?? args.Budget.Patterns.Keep(args.Text(0), ReadNew(args, compile));

    private static Regexp ReadNew(Arguments args, Compiler compile)
    {
        var limits = args.Budget.Limits;
        try
        {
            args.Budget.Reserve(args.Text(0).Length);
            var pattern = compile(ByteText.ToBytes(args.Text(0)), new RegexpLimits(MaxInstructions: limits.RegexInstructions));
            args.Budget.Spend(pattern.Instructions);
            return pattern;
        }
        catch (RegexpException error) when (error.IsLimit)
        {
            throw new LimitError(TemplateLimit.Regex, error.Reason);
        }
        catch (RegexpException error)
        {
            throw new FunctionError(ByteText.FromBytes(error.Utf8Message.Span));
        }
    }

    private delegate Regexp Compiler(ReadOnlySpan<byte> pattern, RegexpLimits? limits);
}
