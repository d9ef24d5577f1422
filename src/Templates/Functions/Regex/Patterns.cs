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

    private static Regexp Read(Arguments args, Compiler compile) =>
        args.Budget.Patterns.Find(args.Text(0)) ?? args.Budget.Patterns.Keep(args.Text(0), ReadNew(args, compile));

    private static Regexp ReadNew(Arguments args, Compiler compile)
    {
        try
        {
            return Read(args.Budget, ByteText.ToBytes(args.Text(0)), compile);
        }
        catch (RegexpException error)
        {
            throw new FunctionError(ByteText.FromBytes(error.Utf8Message.Span));
        }
    }

    /// <summary>Has a pattern compiled at the cost of a rendering.</summary>
    /// <exception cref="RegexpException">The pattern is none.</exception>
    /// <exception cref="LimitError">It is too large for the rendering.</exception>
    public static Regexp Read(Budget budget, byte[] pattern, Compiler compile)
    {
        try
        {
            budget.Reserve(pattern.Length);
            var read = compile(pattern, LimitsOf(budget));
            budget.Spend(read.Instructions);
            return read;
        }
        catch (RegexpException error) when (error.IsLimit)
        {
            throw new LimitError(TemplateLimit.Regex, error.Reason);
        }
    }

    public static RegexpLimits LimitsOf(Budget budget) => new(MaxInstructions: budget.Limits.RegexInstructions);

    public delegate Regexp Compiler(ReadOnlySpan<byte> pattern, RegexpLimits? limits);
}
