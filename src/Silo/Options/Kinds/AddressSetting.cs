using System.Net;

namespace Coffer.Silo.Options.Kinds;

/// <summary>An IP address.</summary>
internal sealed class AddressSetting(string key, string flag, params IReadOnlyList<string> variables)
    : TypedSetting<IPAddress>(key, flag, variables)
{
    public override IPAddress Read(string text, ICollection<string> faults)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            return address;
        }

        faults.Add($"'{text}' is not an IP address; give one such as 127.0.0.1 or 0.0.0.0");
        return Default;
    }

    protected override string Written(IPAddress value) => value.ToString();
}
