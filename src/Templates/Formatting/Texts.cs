using Coffer.Templates.Calls;
using Coffer.Templates.Values;

namespace Coffer.Templates.Formatting;

/// <summary>Go's <c>fmt.Sprint</c>, <c>Sprintln</c> and <c>Sprintf</c>. Results are byte strings.</summary>
internal static class Texts
{
    public static string Print(ReadOnlySpan<Value?> arguments, Budget budget)
    {
        if (arguments is [StringValue single])
        {
            return single.Text;
        }

        var output = new ByteBuffer(budget);
        new Printer(output, budget).Print(arguments);
        return output.Cut(0);
    }

    public static string PrintLine(ReadOnlySpan<Value?> arguments, Budget budget)
    {
        var output = new ByteBuffer(budget);
        new Printer(output, budget).PrintLine(arguments);
        return output.Cut(0);
    }

    public static string Format(string format, ReadOnlySpan<Value?> arguments, Budget budget)
    {
        var output = new ByteBuffer(budget);
        Printf.Write(output, new Printer(output, budget), format, arguments);
        return output.Cut(0);
    }
}
