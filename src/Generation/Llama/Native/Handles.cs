using System.Runtime.InteropServices;

namespace RagDocs.Generation.Llama.Native;

/// <summary>A loaded model. Everything made from it holds a reference, so it is freed last.</summary>
internal sealed class ModelHandle : SafeHandle
{
    public ModelHandle(nint model)
        : base(0, ownsHandle: true) => SetHandle(model);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMethods.llama_model_free(handle);
        return true;
    }
}

/// <summary>Something that must be freed before the model it was made from.</summary>
internal abstract class ModelPartHandle : SafeHandle
{
    private readonly ModelHandle _model;

    protected ModelPartHandle(nint value, ModelHandle model)
        : base(0, ownsHandle: true)
    {
        _model = model;
        var held = false;
        model.DangerousAddRef(ref held);
        SetHandle(value);
    }

    public sealed override bool IsInvalid => handle == 0;

    protected sealed override bool ReleaseHandle()
    {
        Free(handle);
        _model.DangerousRelease();
        return true;
    }

    protected abstract void Free(nint value);
}

internal sealed class ContextHandle(nint context, ModelHandle model) : ModelPartHandle(context, model)
{
    protected override void Free(nint value) => NativeMethods.llama_free(value);
}

internal sealed class SamplerHandle(nint sampler, ModelHandle model) : ModelPartHandle(sampler, model)
{
    protected override void Free(nint value) => NativeMethods.llama_sampler_free(value);
}

internal sealed class AdapterHandle(nint adapter, ModelHandle model) : ModelPartHandle(adapter, model)
{
    protected override void Free(nint value) => NativeMethods.llama_adapter_lora_free(value);
}
