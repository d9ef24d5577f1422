using System.Text;

namespace Coffer.Templates.Tests.Functions;

/// <summary>Renders one template without data.</summary>
internal static class Rendering
{
    private static readonly byte[] NoData = """{"Secrets":{},"Metadata":{},"Annotations":null,"Labels":null,"WrapData":null}"""u8.ToArray();

    /// <summary>The output, or the error text.</summary>
    public static string Of(string template, TemplateLimits? limits = null, TimeProvider? clock = null)
    {
        try
        {
            var set = TemplateSet.Parse([new TemplateSource("main", template)]);
            return Encoding.UTF8.GetString(
                set.Render("main", TemplateInput.FromJson(NoData), limits ?? TemplateLimits.Default, clock ?? TimeProvider.System));
        }
        catch (TemplateException error)
        {
            return error.Message;
        }
    }
}
