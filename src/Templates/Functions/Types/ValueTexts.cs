using System.Text;
using Coffer.Templates.Calls;
using Coffer.Templates.Values;
using Printing = Coffer.Templates.Formatting.Texts;

namespace Coffer.Templates.Functions.Types;

/// <summary>Values as texts, as Sprig makes them.</summary>
internal static class ValueTexts
{
    /// <summary>Sprig's <c>strval</c>: a text as it is, bytes as a text, everything else as <c>%v</c> prints it.</summary>
    public static string Of(Value? value, Budget budget) => value switch
    {
        TextValue text => text.Text,
        SliceValue { Type: var type } bytes when type == GoTypes.SliceOfUint8 => OfBytes(bytes),
        _ => Printed(value, budget),
    };

    /// <summary>What <c>%v</c> prints.</summary>
    public static string Printed(Value? value, Budget budget) => Printing.Print([value], budget);

    /// <summary>Sprig's <c>strslice</c>: the texts of a list's elements but for nils, or the one text of anything else.</summary>
    public static string[] AllOf(Value? value, Budget budget) => value switch
    {
        null => [],
        SliceValue slice => OfItems(slice, budget),
        _ => [Of(value, budget)],
    };

    private static string[] OfItems(SliceValue slice, Budget budget)
    {
        var texts = new List<string>(slice.Count);
        budget.Spend(slice.Count);
        foreach (var item in slice.Items)
        {
            if (item is not null)
            {
                texts.Add(Of(item, budget));
            }
        }

        return [.. texts];
    }

    private static string OfBytes(SliceValue bytes)
    {
        var text = new StringBuilder(bytes.Count);
        foreach (var item in bytes.Items)
        {
            text.Append((char)((UintValue)item!).Number);
        }

        return text.ToString();
    }
}
