using Coffer.Templates.Calls;
using Coffer.Templates.Json;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Encoding;

/// <summary>JSON. Where there is a <c>must</c> variant, the other yields nothing, or what could be read, instead of an error.</summary>
internal static class JsonFunctions
{
    public static IEnumerable<Function> All =>
    [
        new("fromJson", [T.String], T.Any, DecodeWhatCanBe),
        new("mustFromJson", [T.String], T.Any, Decode),
        new("toJson", [T.Any], T.String, args => EncodeOrNothing(args, JsonStyle.Compact)),
        new("toPrettyJson", [T.Any], T.String, args => EncodeOrNothing(args, JsonStyle.Pretty)),
        new("mustToJson", [T.Any], T.String, args => Encode(args, JsonStyle.Compact)),
        new("mustToPrettyJson", [T.Any], T.String, args => Encode(args, JsonStyle.Pretty)),
        new("toRawJson", [T.Any], T.String, args => Encode(args, JsonStyle.Raw)),
        new("mustToRawJson", [T.Any], T.String, args => Encode(args, JsonStyle.Raw)),
    ];

    private static Value? DecodeWhatCanBe(Arguments args)
    {
        var value = JsonDecoder.Decode(args.Text(0), keepsNumbers: false, out var error, args.Budget);
        if (error is not null)
        {
            args.Budget.Remarks.Note("the text is no JSON, and nothing or a part of it came out");
        }

        return value;
    }

    private static Value? Decode(Arguments args)
    {
        var value = JsonDecoder.Decode(args.Text(0), keepsNumbers: false, out var error, args.Budget);
        return error is null ? value : throw new FunctionError(error);
    }

    private static StringValue Encode(Arguments args, JsonStyle style) => StringValue.Of(JsonEncoder.Encode(args[0], style, args.Budget));

    private static StringValue EncodeOrNothing(Arguments args, JsonStyle style)
    {
        try
        {
            return Encode(args, style);
        }
        catch (FunctionError)
        {
            args.Budget.Remarks.Note("the value can't be written as JSON, and nothing came out");
            return StringValue.Empty;
        }
    }
}
