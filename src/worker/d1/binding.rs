//! The methods of a D1 binding, as the host has them.

use js_sys::{Array, JsString, Promise};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    pub type Binding;

    #[wasm_bindgen(method, catch)]
    pub fn prepare(this: &Binding, sql: &JsString) -> Result<Prepared, JsValue>;

    /// Resolves to one result a statement.
    #[wasm_bindgen(method, catch)]
    pub fn batch(this: &Binding, statements: &Array) -> Result<Promise, JsValue>;

    #[wasm_bindgen(extends = js_sys::Object)]
    pub type Prepared;

    #[wasm_bindgen(method, catch, variadic)]
    pub fn bind(this: &Prepared, values: &Array) -> Result<Prepared, JsValue>;
}
