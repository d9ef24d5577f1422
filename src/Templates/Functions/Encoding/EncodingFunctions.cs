using Coffer.Templates.Calls;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Encoding;

/// <summary>Base32 and base64. What cannot be decoded yields the text of the error.</summary>
internal static class EncodingFunctions
{
    public static IEnumerable<Function> All =>
    [
        Mapping("b64enc", Base64Text.Encode),
        Mapping("b64dec", text => OrError(text, Base64Text.Decode)),
        Mapping("b32enc", Base32Text.Encode),
        Mapping("b32dec", text => OrError(text, Base32Text.Decode)),
    ];

    private static Function Mapping(string name, Func<string, string> map) => new(name, [T.String], T.String, args =>
    {
        args.Budget.Reserve(args.Text(0).Length);
        return StringValue.Of(map(args.Text(0)));
    });

    private static string OrError(string text, Func<string, string> decode)
    {
        try
        {
            return decode(text);
        }
        catch (FunctionError error)
        {
            return error.Message;
        }
    }
}
