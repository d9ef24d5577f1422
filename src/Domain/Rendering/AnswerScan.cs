using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Coffer.Contracts.Vault;

namespace Coffer.Domain.Rendering;

/// <summary>
/// One pass over JSON of somebody else's making before anything is made of it: each of its values costs many times its bytes later.
/// </summary>
public static class AnswerScan
{
    private static readonly string TooDeep = string.Create(
        CultureInfo.InvariantCulture, $"the secret has more than {VaultData.MaxDepth} objects or lists in each other");

    /// <summary>What is wrong, without a word of it; null for nothing.</summary>
    /// <param name="json">The value.</param>
    /// <param name="maxFields">How many members of objects and entries of lists there may be, at whatever depth.</param>
    public static string? Fault(ReadOnlySpan<byte> json, int maxFields)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = VaultData.MaxDepth + 1 });
        try
        {
            return Walk(ref reader, maxFields);
        }
        catch (JsonException)
        {
            // The exception's own words may quote the answer.
            return "the answer is no JSON";
        }
    }

    /// <summary>True when there are more members and entries than there may be; false also for what is no JSON.</summary>
    public static bool IsBeyond(ReadOnlySpan<byte> json, int maxFields) =>
        Fault(json, maxFields) is { } fault && fault == TooMany(maxFields);

    private static string TooMany(int maxFields) =>
        string.Create(CultureInfo.InvariantCulture, $"the secret has more than {maxFields} fields and entries of lists, and no more are "
            + $"taken: split it, or leave out what is not needed (the operator's setting --secret-fields)");

    private static string? Walk(ref Utf8JsonReader reader, int maxFields)
    {
        var fields = 0;
        while (reader.Read())
        {
            if (reader.CurrentDepth >= VaultData.MaxDepth && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                return TooDeep;
            }

            // The value itself is one more than its members.
            if (reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray or JsonTokenType.PropertyName)
                && ++fields > maxFields + 1)
            {
                return TooMany(maxFields);
            }

            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && !IsUnicode(ref reader))
            {
                return "the answer holds text that is no Unicode";
            }
        }

        return null;
    }

    /// <summary>Half a surrogate pair or broken UTF-8 is legal to the parser, and fails later where the text is taken out.</summary>
    private static bool IsUnicode(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return Utf8.IsValid(reader.ValueSpan);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            reader.CopyString(buffer);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        finally
        {
            // It held a secret.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
