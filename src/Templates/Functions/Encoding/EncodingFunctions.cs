using Coffer.Templates.Calls;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Encoding;

/// <summary>Base32 and base64. What cannot be decoded yields the text of the error.</summary>
internal static class EncodingFunctions
{
    public static IEnumerable<Function> All =>
    [
        Mapping("b64enc", (text, _) => Base64Text.Encode(text)),
        Mapping("b64dec", (text, remarks) => OrError(text, Base64Text.Decode, "base64", remarks)),
        Mapping("b32enc", (text, _) => Base32Text.Encode(text)),
        Mapping("b32dec", (text, remarks) => OrError(text, Base32Text.Decode, "base32", remarks)),
    ];

    private static Function Mapping(string name, Func<string, Remarks, string> map) => new(name, [T.String], T.String, args =>
    {
        args.Budget.Reserve(args.Text(0).Length);
        return StringValue.Of(map(args.Text(0), args.Budget.Remarks));
    });

    private static string OrError(string text, Func<string, string> decode, string what, Remarks remarks)
    {
        try
        {
            return decode(text);
        }
        catch (FunctionError error)
        {
            remarks.Note($"the text is no {what}, and the words of the error came out");
            return error.Message;
        }
    }
}
