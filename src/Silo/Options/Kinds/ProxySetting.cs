using Coffer.Domain.Proxies;

namespace Coffer.Silo.Options.Kinds;

/// <summary>The URL of a proxy; null for none.</summary>
internal sealed class ProxySetting(string key, string flag, params IReadOnlyList<string> variables)
    : TypedSetting<Uri?>(key, flag, variables)
{
    /// <summary>Never shows the text: it may hold a password.</summary>
    public override Uri? Read(string text, ICollection<string> faults)
    {
        var proxy = ProxyRules.Parse(text);
        if (proxy is null)
        {
            faults.Add("is not the URL of a proxy; write it as http://proxy.example.com:3128");
        }

        return proxy;
    }

    protected override string Written(Uri? value) => value?.ToString() ?? "none";
}
